"""What commands say, in simplified Chinese and English."""

from __future__ import annotations

from chucai.cli.merit_words import MERIT
from chucai.cli.select_words import SELECT

WORDS: dict[str, dict[str, str]] = {
    "demo-begins": {
        "zh": "兰溪区（虚构）：{people} 名干部、{teams} 个团队被提名，{units} 个单位，三级推荐。人名、单位、事迹均为虚构。",
        "en": "Lanxi District (invented): {people} officials and {teams} teams put forward by {units} units of three tiers. "
        "Every name, unit and deed is invented.",
    },
    "demo-played": {
        "zh": "全流程走完：{events} 条事件，表彰 {people} 名干部、{teams} 个团队，用时 {seconds:.1f} 秒。",
        "en": "The round is played: {events:event|events}, {people} officials and {teams} teams honoured, in {seconds:.1f} s.",
    },
    "live-begins": {
        "zh": "正在推演 {rounds} 个虚构的区的评选：一个正在推荐，一个正在比选，一个正在公示，一个已经公布。人名、单位、事迹均为虚构。",
        "en": "Playing the rounds of {rounds} invented districts: one nominates, one compares, one has its notice out, one has announced its roll. "
        "Every name, unit and deed is invented.",
    },
    "live-serving": {
        "zh": "请打开 http://127.0.0.1:{port}/sign-in/ ，一键以任一身份进入；网页时钟为 {now}。按 Ctrl+C 停止。",
        "en": "Open http://127.0.0.1:{port}/sign-in/ and enter as anybody with one press; the clock of the pages shows {now}. "
        "Ctrl+C stops.",
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
    "nothing-to-erase": {
        "zh": "评选 {round} 的提名 {nomination} 没有可清除的文字：请核对编号；也可能已经清除。",
        "en": "Nomination {nomination} of {round} has no such text to erase: look at the number again; or it is gone already.",
    },
    "would-erase": {
        "zh": "将清除提名 {nomination} 的 {texts} 段文字（{fields}）及只有它用到的上传材料；事件和账本不变。加 --yes 才会清除，且不能恢复。",
        "en": "Would erase {texts:text|texts} of nomination {nomination} ({fields}) and the uploads that only it names; events and "
        "ledger stay. With --yes it is done, and cannot be undone.",
    },
    "erased": {
        "zh": "已清除提名 {nomination} 的 {texts} 段文字（{fields}）及只有它用到的上传材料；事件和账本不变。备份请另行处理。",
        "en": "{texts:text|texts} of nomination {nomination} ({fields}) and the uploads that only it named are erased; events and "
        "ledger stay. Backups are yours to see to.",
    },
    "nothing-to-allot": {
        "zh": "评选办法没有为环节“{stage}”规定名额分配公式。",
        "en": "The charter has no formula for the places of stage {stage}.",
    },
    "figures-unread": {
        "zh": "看不懂 {file}：应为 UTF-8 编码的 CSV，有 unit 一列，其余各列为整数，每个单位一行。",
        "en": "{file} cannot be read: it is to be CSV in UTF-8 with a column “unit”, whole numbers in all others, and one "
        "row for each unit.",
    },
    "folder-not-empty": {
        "zh": "文件夹 {folder} 非空：请用 --out 另取一个，或用 --replace 覆盖以前公开的文件。",
        "en": "The folder {folder} is not empty: name another with --out, or write over what was published with --replace.",
    },
    "roll-file": {"zh": "光荣榜（网页，中英文）", "en": "roll of honour (pages, zh and en)"},
    "roll-csv-file": {"zh": "光荣榜（表格）", "en": "roll of honour (table)"},
    "report-file": {"zh": "评选报告（含图）", "en": "decision report with pictures"},
    "public-file": {"zh": "公开核验包", "en": "public bundle"},
    "auditor-file": {"zh": "审计核验包（含承诺值的揭示）", "en": "auditor's bundle, with the openings of commitments"},
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
        "zh": "核验包：届次 {round}，{depth}，{events} 条事件。",
        "en": "Bundle of round {round}, {depth} depth, {events:event|events}.",
    },
    "depth-public": {"zh": "公开级", "en": "public"},
    "depth-auditor": {"zh": "审计级", "en": "auditor's"},
    "depth-None": {"zh": "级别不明", "en": "unknown"},
    "verify-key": {
        "zh": "签名公钥 {key}（请与表彰机关另行公布的公钥核对；将其一并给出，即自动比对）。",
        "en": "Signed by {key} (compare it with the key the conferring body publishes elsewhere; give that one, too, and it is compared for you).",
    },
    "verify-holds": {"zh": "核验通过。", "en": "The bundle holds."},
    "verify-fails": {
        "zh": "核验未通过：发现 {number} 处问题。",
        "en": "The bundle does not hold: {number:fault|faults}.",
    },
    "verify-under": {
        "zh": "评选办法：{name}（{edition}），指纹 {digest}。",
        "en": "Under the charter “{name}”, edition {edition}, digest {digest}.",
    },
    "verify-closed": {
        "zh": "本届已结束，最后一个事件在 {until}。",
        "en": "The round is over; its last event is of {until}.",
    },
    "verify-running": {
        "zh": "本届尚未结束，核验包反映截至 {until} 的情况。",
        "en": "The round is still running; the bundle tells it up to {until}.",
    },
    "verify-more": {
        "zh": "  …… 另有 {number} 处，用 --json 可全部列出。",
        "en": "  ... and {number} more; --json lists them all.",
    },
    "verify-line": {"zh": "第 {line} 行", "en": "line {line}"},
    "replay-equal": {
        "zh": "届次 {round}：数据行与事件一致（{events} 条事件）。",
        "en": "Round {round}: the rows equal what its {events:event|events} say.",
    },
    "replay-differs": {
        "zh": "届次 {round}：{number} 处不一致。",
        "en": "Round {round}: {number:difference|differences}.",
    },
    "no-rounds": {"zh": "本安装尚无任何届次。", "en": "There is no round in this installation yet."},
    "no-round-id": {
        "zh": "“{found}”不能作届次编号：请用字母、数字和 . _ - ，以字母或数字开头，不超过 80 个字符。",
        "en": "“{found}” cannot name a round: use letters, digits and . _ -, beginning with a letter or digit, at most 80.",
    },
    "no-such-round": {
        "zh": "本安装中没有届次“{round}”。现有：{known}。",
        "en": "There is no round “{round}” in this installation. There are: {known}.",
    },
    "serving": {
        "zh": "请在浏览器打开 http://{host}:{port}/ ，按 Ctrl+C 停止。（数据在 {home}）",
        "en": "Open http://{host}:{port}/ in a browser; Ctrl+C stops it. (Data: {home})",
    },
    "no-office-yet": {
        "zh": "本安装尚无办公室账号。请另开终端运行：chucai people office 邮箱地址，用所给链接登录。",
        "en": "This installation has no office account yet. In another terminal run: chucai people office EMAIL, and "
        "sign in by the link it shows.",
    },
    "office-made": {
        "zh": "{email} 可以启动届次、安排席位。",
        "en": "{email} may open rounds and seat people.",
    },
    "seated": {
        "zh": "{email} 在届次 {round} 中以“{actor}”的身份办理事务。",
        "en": "{email} now speaks as {actor} in round {round}.",
    },
    "unseated": {
        "zh": "已撤销届次 {round} 中“{actor}”的席位。",
        "en": "Nobody speaks as {actor} in round {round} any more.",
    },
    "no-such-seat": {
        "zh": "届次 {round} 中没有人使用“{actor}”的席位。",
        "en": "Nobody has the seat of {actor} in round {round}.",
    },
    "link-shown": {
        "zh": "请用以下链接登录：一小时内有效，只能使用一次。",
        "en": "Sign in by this link: it serves once, within one hour.",
    },
    "link-mailed": {
        "zh": "登录链接已发往 {email}。",
        "en": "A link to sign in is on its way to {email}.",
    },
    "jobs-running": {
        "zh": "正在处理邮件、封存、提醒等后台任务，按 Ctrl+C 停止。",
        "en": "Mails, seals and reminders are seen to; Ctrl+C stops it.",
    },
    "served": {"zh": "已停止。", "en": "Stopped."},
    "port-taken": {
        "zh": "无法在 {host}:{port} 上提供服务（{reason}）：请用 --port 换一个端口，或检查 --host。",
        "en": "Cannot listen on {host}:{port} ({reason}): take another port with --port, or look at --host.",
    },
    "charter-good": {"zh": "{file}：没有发现问题。", "en": "{file}: no fault found."},
    "charter-faults": {
        "zh": "{file}：{faults} 处错误，{warnings} 处提醒。",
        "en": "{file}: {faults:fault|faults}, {warnings:warning|warnings}.",
    },
    "charter-first": {
        "zh": "{file} 有错误，请先改正。",
        "en": "{file} has faults; mend them first.",
    },
    "no-such-charter": {
        "zh": "没有文件“{file}”，也没有这个名字的范例。范例有：{examples}。",
        "en": "There is no file “{file}” and no example of this name. Examples: {examples}.",
    },
    "changes-reopen": {
        "zh": "有的改动不在原批准范围之内，须重新报批。",
        "en": "Some changes are not covered by an approval given to the old edition.",
    },
    "no-changes": {"zh": "两份评选办法没有差别。", "en": "The two charters say the same."},
    "template-written": {"zh": "已写入 {file}", "en": "Written: {file}"},
    "file-exists": {
        "zh": "文件 {file} 已存在：请用 --out 另取名称，或用 --replace 覆盖。",
        "en": "{file} is there already: name another with --out, or write over it with --replace.",
    },
    "no-such-file": {"zh": "没有文件“{file}”。", "en": "There is no file “{file}”."},
    "is-a-folder": {"zh": "“{file}”是文件夹，请指定文件。", "en": "“{file}” is a folder; name a file."},
    "file-unreadable": {"zh": "无法读取 {file}：{reason}。", "en": "{file} cannot be read: {reason}."},
    "file-unwritable": {"zh": "无法写入 {file}：{reason}。", "en": "{file} cannot be written: {reason}."},
    "system-refused": {"zh": "系统不允许：{what}：{reason}。", "en": "The system said no: {what}: {reason}."},
    "part-missing": {
        "zh": "本命令需要“{part}”部分，尚未安装：pip install 'chucai[{part}]'。",
        "en": "This needs the part “{part}”, which is not installed: pip install 'chucai[{part}]'.",
    },
    "no-moment": {
        "zh": "“{found}”不是时刻：请写成 2026-03-02T09:00 或 2026-03-02T09:00+08:00。",
        "en": "“{found}” is no moment: write 2026-03-02T09:00 or 2026-03-02T09:00+08:00.",
    },
    "no-such-stage": {
        "zh": "评选办法中没有环节“{stage}”。现有：{known}。",
        "en": "The charter has no stage “{stage}”. There are: {known}.",
    },
    "import-done": {
        "zh": "已导入届次 {round}：{rows} 行，{acts} 个操作。",
        "en": "Imported into round {round}: {rows:row|rows}, {acts:act|acts}.",
    },
    "import-would-do": {
        "zh": "可以导入届次 {round}：{rows} 行，{acts} 个操作。本次为试运行，未写入任何内容。",
        "en": "Can be imported into round {round}: {rows:row|rows}, {acts:act|acts}. This was a dry run; nothing was written.",
    },
    "import-faults": {
        "zh": "{file}：{rows} 行中有 {faults} 处错误，未写入任何内容。",
        "en": "{file}: {faults:fault|faults} in {rows:row|rows}; nothing was written.",
    },
    "import-fault": {"zh": "  第 {row} 行：{says}", "en": "  row {row}: {says}"},
    "import-more": {"zh": "  …… 另有 {number} 处", "en": "  ... and {number} more"},
    "import-sheet": {
        "zh": "逐行注明错误的表格：{sheet}。改正后可直接用它重新导入。",
        "en": "The table with the faults beside each row: {sheet}. Mend it and import it as it is.",
    },
    "doing-rows": {"zh": "读取行", "en": "rows read"},
    "doing-acts": {"zh": "写入操作", "en": "acts"},
    "doing-rehearsing": {"zh": "逐行试算", "en": "acts tried out"},
    "doing-events": {"zh": "重演事件", "en": "events replayed"},
    "round-opened": {
        "zh": "届次 {round} 已开启，评选办公室经办人为 {who}。请另行公布台账公钥：{key}",
        "en": "Round {round} is open; its secretary is {who}. Publish the ledger's key somewhere else too: {key}",
    },
    "stage-opened": {
        "zh": "环节 {stage} 已开启：{first} 至 {last}。",
        "en": "Stage {stage} is open from {first} to {last}.",
    },
    "stage-closed": {"zh": "环节 {stage} 已关闭。", "en": "Stage {stage} is closed."},
    "status-round": {
        "zh": "届次 {round}：{opened} 开启，{units} 个单位，{assessors} 名评委。",
        "en": "Round {round}: opened {opened}, {units:unit|units}, {assessors:assessor|assessors}.",
    },
    "status-closed": {
        "zh": "  {stage}  {name}：{first} 至 {last}，已关闭",
        "en": "  {stage}  {name}: {first} to {last}, closed",
    },
    "status-open": {
        "zh": "  {stage}  {name}：{first} 至 {last}，进行中",
        "en": "  {stage}  {name}: {first} to {last}, open",
    },
    "status-to-come": {"zh": "  {stage}  {name}：未开启", "en": "  {stage}  {name}: to come"},
    "status-at": {"zh": "{round}  环节 {stage}  表彰 {awards} 项", "en": "{round}  at {stage}  {awards:award|awards}"},
    "status-over": {"zh": "{round}  已结束  表彰 {awards} 项", "en": "{round}  over  {awards:award|awards}"},
    "run-chosen": {
        "zh": "{ratings} 份评分、{nominees} 名被提名人、{assessors} 名评委；选出 {chosen} 名，用时 {seconds:.1f} 秒。",
        "en": "{ratings} sheets on {nominees} nominees by {assessors} assessors; {chosen} chosen, in {seconds:.1f} s.",
    },
}
WORDS |= MERIT | SELECT

REFUSALS: dict[str, dict[str, str]] = {
    "no-list-possible": {
        "zh": "阶段“{stage}”：这些规则不能同时满足：{rules}。请放宽其中之一，或减少名额。",
        "en": "Stage {stage}: these rules cannot hold together: {rules}. Relax one of them, or give fewer places.",
    },
    "replay-broken": {
        "zh": "届次 {round} 的台账重演不下去：{breaches}。",
        "en": "The ledger of round {round} cannot be replayed: {breaches}.",
    },
}
