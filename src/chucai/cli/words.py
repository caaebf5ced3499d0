"""What commands say, in simplified Chinese and English."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "demo-begins": {
        "zh": "兰溪区（虚构）：{people} 名干部、{teams} 个团队被提名，{units} 个单位，三级推荐。人名、单位、事迹均为虚构。",
        "en": "Lanxi District (invented): {people} officials and {teams} teams put forward by {units} units of three tiers. "
        "Every name, unit and deed is invented.",
    },
    "demo-played": {
        "zh": "全流程走完：{events} 条事件，表彰 {people} 名干部、{teams} 个团队，用时 {seconds:.1f} 秒。",
        "en": "The round is played: {events} events, {people} officials and {teams} teams honoured, in {seconds:.1f} s.",
    },
    "wrote": {"zh": "已写入 {folder}：", "en": "Written to {folder}:"},
    "open-this": {"zh": "请先打开：{path}", "en": "Open this first: {path}"},
    "then-serve": {
        "zh": "浏览网页：CHUCAI_HOME={home} chucai serve；独立核验：chucai verify {bundle}",
        "en": "See it in a browser: CHUCAI_HOME={home} chucai serve; verify it yourself: chucai verify {bundle}",
    },
    "folder-not-ours": {
        "zh": "文件夹 {folder} 非空，且不是本命令所建：请换一个（--out）或清空它。",
        "en": "The folder {folder} is not empty and was not made by this command: name another (--out) or empty it.",
    },
    "roll-file": {"zh": "光荣榜（网页，中英文）", "en": "roll of honour (pages, zh and en)"},
    "roll-csv-file": {"zh": "光荣榜（表格）", "en": "roll of honour (table)"},
    "report-file": {"zh": "评选报告（含图）", "en": "decision report with pictures"},
    "public-file": {"zh": "公开核验包", "en": "public bundle"},
    "auditor-file": {"zh": "审计核验包（含承诺的原文）", "en": "auditor's bundle, with the openings of commitments"},
    "doing-nominations": {"zh": "提名", "en": "nominations"},
    "doing-votes in the units": {"zh": "单位民主推荐", "en": "votes in the units"},
    "doing-slates": {"zh": "推荐名单", "en": "slates"},
    "doing-notices": {"zh": "公示", "en": "notices"},
    "doing-objections": {"zh": "异议", "en": "objections"},
    "doing-assessors": {"zh": "评委", "en": "assessors"},
    "doing-score sheets": {"zh": "评分表", "en": "score sheets"},
    "doing-referrals": {"zh": "资格复核", "en": "referrals"},
    "doing-opinions asked": {"zh": "征求意见", "en": "opinions asked"},
    "doing-opinions given": {"zh": "部门意见", "en": "opinions given"},
    "doing-silences": {"zh": "逾期未复", "en": "silences"},
    "doing-ballot": {"zh": "票决", "en": "ballot"},
    "doing-refusals": {"zh": "谢绝", "en": "refusals"},
    "doing-awards": {"zh": "表彰", "en": "awards"},
    "doing-verifying": {"zh": "核验", "en": "verifying"},
    "verify-what": {
        "zh": "核验包：轮次 {round}，{depth}，{events} 条事件。",
        "en": "Bundle of round {round}, {depth} depth, {events} events.",
    },
    "depth-public": {"zh": "公开级", "en": "public"},
    "depth-auditor": {"zh": "审计级", "en": "auditor's"},
    "depth-None": {"zh": "级别不明", "en": "unknown"},
    "verify-key": {
        "zh": "签名公钥 {key}（请与表彰机关另行公布的公钥核对，或用 --key 给出）。",
        "en": "Signed by {key} (compare it with the key the conferring body publishes elsewhere, or give it with --key).",
    },
    "verify-holds": {"zh": "核验通过。", "en": "The bundle holds."},
    "verify-fails": {"zh": "核验未通过：发现 {number} 处问题。", "en": "The bundle does not hold: {number} faults."},
    "verify-line": {"zh": "第 {line} 行", "en": "line {line}"},
    "verify-engine": {
        "zh": "以下一项使用了评分引擎（numpy、OR-Tools）重算：",
        "en": "For what follows the engine (numpy, OR-Tools) did the sums again:",
    },
    "replay-equal": {
        "zh": "轮次 {round}：数据行与事件一致（{events} 条事件）。",
        "en": "Round {round}: the rows equal what its {events} events say.",
    },
    "replay-differs": {"zh": "轮次 {round}：{number} 处不一致。", "en": "Round {round}: {number} differences."},
    "no-rounds": {"zh": "本安装尚无任何轮次。", "en": "There is no round in this installation yet."},
    "serving": {
        "zh": "请在浏览器打开 http://{host}:{port}/ ，按 Ctrl+C 停止。",
        "en": "Open http://{host}:{port}/ in a browser; Ctrl+C stops it.",
    },
    "charter-good": {"zh": "{file}：没有发现问题。", "en": "{file}: no fault found."},
    "charter-faults": {
        "zh": "{file}：{faults} 处错误，{warnings} 处提醒。",
        "en": "{file}: {faults} faults, {warnings} warnings.",
    },
    "no-changes": {"zh": "两份章程没有差别。", "en": "The two charters say the same."},
    "template-written": {"zh": "已写入 {file}", "en": "Written: {file}"},
    "run-chosen": {
        "zh": "{ratings} 份评分、{nominees} 名被提名人、{assessors} 名评委；选出 {chosen} 名，用时 {seconds:.1f} 秒。",
        "en": "{ratings} sheets on {nominees} nominees by {assessors} assessors; {chosen} chosen, in {seconds:.1f} s.",
    },
}

REFUSALS: dict[str, dict[str, str]] = {
    "no-list-possible": {
        "zh": "阶段“{stage}”：这些规则不能同时满足：{rules}。请放宽其中之一，或减少名额。",
        "en": "Stage {stage}: these rules cannot hold together: {rules}. Relax one of them, or give fewer places.",
    },
    "replay-broken": {
        "zh": "轮次 {round} 的台账重演不下去：{breaches}。",
        "en": "The ledger of round {round} cannot be replayed: {breaches}.",
    },
}
