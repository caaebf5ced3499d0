"""The ledger's codes in words: REFUSALS for what is refused, FAULTS for what a check finds, PROOFS for what holds."""

from __future__ import annotations

from typing import TypeAlias

Words: TypeAlias = dict[str, dict[str, str]]

REFUSALS: Words = {
    "not-canonical": {
        "zh": "{path} 处的内容不能按规范 JSON（RFC 8785）书写：只能用整数（绝对值不超过 2^53−1）、"
        "有效的 Unicode 文本和文本键名，不得有小数、多余空格、重复键名，嵌套不得超过 64 层。",
        "en": "What stands at {path} is not canonical JSON (RFC 8785): use integers up to 2^53-1, valid Unicode "
        "text and text keys, with no decimals, spare spaces or doubled keys, nested at most 64 deep.",
    },
    "malformed-event": {
        "zh": "事件的字段“{field}”缺失、多余或格式不符，请对照账本格式说明改正。",
        "en": "The event's field “{field}” is missing, unknown or of the wrong form; see the ledger format.",
    },
    "salt-length": {
        "zh": "承诺所用随机盐应为 {expected} 字节，现为 {found} 字节。",
        "en": "The salt of a commitment must have {expected} bytes; this one has {found}.",
    },
    "tree-state": {
        "zh": "保存的默克尔树状态有误：{size} 条事件与 {hashes} 个子树根不相符，请由事件重新计算。",
        "en": "The stored tree state is wrong: {hashes} subtree roots do not fit {size} events. "
        "Recompute it from the events.",
    },
    "no-such-leaf": {
        "zh": "位置 {index} 没有事件：树中共有 {size} 条，自 0 起编号。",
        "en": "There is no event at place {index}: the tree has {size}, counted from 0.",
    },
    "no-such-size": {
        "zh": "无法给出规模为 {size} 的一致性证明：树中共有 {leaves} 条事件，规模应在 1 与此数之间。",
        "en": "No consistency proof for size {size}: the tree has {leaves} events; ask for 1 up to that number.",
    },
    "nothing-to-seal": {
        "zh": "账本“{origin}”没有待封存的事件。",
        "en": "Ledger “{origin}” has no events waiting to be sealed.",
    },
    "key-malformed": {
        "zh": "“{key}”不是有效的验证公钥或密钥名称：名称不得含空格和加号，公钥应为 Ed25519。",
        "en": "“{key}” is no valid verifier key or key name: no spaces or plus signs in the name, and an Ed25519 key.",
    },
    "note-malformed": {
        "zh": "签名文书格式不符：正文须以换行结尾，其后为一个空行和恰好一行签名。",
        "en": "The signed note is not well formed: text ending in a line feed, a blank line, one signature line.",
    },
    "note-other-key": {
        "zh": "签名出自另一密钥（{found}），不是 {expected}。",
        "en": "The signature is by another key ({found}), not by {expected}.",
    },
    "note-signature": {
        "zh": "签名与正文不符：正文或签名在签署之后被改动（密钥 {key}）。",
        "en": "The signature does not fit the text: one of them was changed after signing (key {key}).",
    },
    "checkpoint-malformed": {
        "zh": "检查点格式不符：应为账本名称、事件数、树根三行。",
        "en": "The checkpoint is not well formed: it has three lines: the ledger's name, how many events, the root.",
    },
    "bundle-malformed": {
        "zh": "无法写出核验包：“{field}”无效。轮次不得为空，深度应为 public 或 auditor。",
        "en": "The bundle cannot be written: “{field}” is not valid. The round needs a name; the depth is "
        "public or auditor.",
    },
    "bundle-counts": {
        "zh": "写核验包时“{section}”部分的条数有变：原为 {stated} 条，实写 {found} 条，请重新导出。",
        "en": "Section “{section}” changed while the bundle was written: {stated} items were announced, {found} came. "
        "Export again.",
    },
}

_READING: Words = {
    "line-not-canonical": {
        "zh": "本行无法读取，或不是规范 JSON：内容在写出之后被改动。",
        "en": "This line cannot be read or is not canonical JSON: it was changed after it was written.",
    },
    "line-unknown": {
        "zh": "本行不属于核验包的任何一种内容。",
        "en": "This line is none of the kinds a bundle has.",
    },
    "line-malformed": {
        "zh": "“{kind}”行的字段缺失、多余或类型不符。",
        "en": "This “{kind}” line has missing, unknown or wrongly typed fields.",
    },
    "line-out-of-place": {
        "zh": "“{kind}”行不在应处的部分。",
        "en": "This “{kind}” line does not stand in its section.",
    },
    "no-final-newline": {
        "zh": "文件没有以换行结尾，可能被截断。",
        "en": "The file does not end in a line feed; it may have been cut short.",
    },
    "header-missing": {
        "zh": "没有可读的首行（核验包说明）。",
        "en": "There is no readable header line.",
    },
    "bundle-version": {
        "zh": "核验包格式版本为 {found}，本程序只识别版本 {known}。",
        "en": "The bundle's format version is {found}; this program knows version {known}.",
    },
    "attachment-doubled": {
        "zh": "附件“{name}”出现了两次。",
        "en": "Attachment “{name}” appears twice.",
    },
    "seal-missing": {
        "zh": "末行不是可读的封签，文件可能被截断。",
        "en": "The last line is no readable seal; the file may have been cut short.",
    },
}

_SIGNING: Words = {
    "seal-broken": {
        "zh": "封签与文件内容不符：封签之前有字节被改动（现有内容的 SHA-256 为 {digest}）。",
        "en": "The seal does not fit the file: bytes before it were changed (their SHA-256 is now {digest}).",
    },
    "other-key": {
        "zh": "核验包由密钥 {found} 签署，不是所要求的 {expected}。",
        "en": "The bundle is signed by {found}, not by the key expected, {expected}.",
    },
    "checkpoint-not-growing": {
        "zh": "检查点覆盖 {size} 条事件，不多于前一检查点的 {before} 条。",
        "en": "The checkpoint covers {size} events, no more than the {before} of the one before it.",
    },
    "checkpoint-other-origin": {
        "zh": "检查点属于账本“{origin}”，而前一检查点属于“{before}”。",
        "en": "The checkpoint is of ledger “{origin}”, the one before it of “{before}”.",
    },
    "root-differs": {
        "zh": "第 {batch} 个检查点的树根与事件不符：位置 {first} 至 {last} 之间有事件被改动、增删或调换。",
        "en": "Checkpoint {batch} has another root than its events: one or more of those at places {first} to {last} "
        "were changed, added, removed or swapped.",
    },
    "events-unsealed": {
        "zh": "最后一个有效检查点只覆盖 {size} 条事件，而包内有 {events} 条。",
        "en": "The last valid checkpoint covers {size} events, but there are {events}.",
    },
    "events-dropped": {
        "zh": "最后一个有效检查点覆盖 {size} 条事件，而包内只有 {events} 条：末尾的事件被删去。",
        "en": "The last valid checkpoint covers {size} events, but only {events} are here: the end was cut off.",
    },
}

_ORDER: Words = {
    "counts-differ": {
        "zh": "首行称“{section}”有 {stated} 条，实有 {found} 条。",
        "en": "The header announces {stated} lines of “{section}”; there are {found}.",
    },
    "leaf-differs": {
        "zh": "事件 {receipt}（位置 {n}）的内容与旁边所记的叶哈希不符：事件或哈希被改动。",
        "en": "Event {receipt} (place {n}) does not hash to the leaf beside it: the event or the hash was changed.",
    },
    "other-round": {
        "zh": "事件 {receipt} 属于另一轮次“{round}”。",
        "en": "Event {receipt} belongs to another round, “{round}”.",
    },
    "event-doubled": {
        "zh": "位置 {places} 被占用两次，此处为事件 {receipt}。",
        "en": "Place {places} is taken twice, here by event {receipt}.",
    },
    "event-out-of-order": {
        "zh": "事件 {receipt} 所记位置为 {places}，与前后事件的次序不符：顺序或位置号被改动。",
        "en": "Event {receipt} claims place {places}, out of line with those around it: order or number was changed.",
    },
    "event-missing": {
        "zh": "位置 {places} 的事件被删去或无法读取，应在事件 {receipt} 之前。",
        "en": "The event at place {places} was dropped or cannot be read; it belongs before event {receipt}.",
    },
    "stream-doubled": {
        "zh": "流水“{stream}”的第 {versions} 版出现了两次。",
        "en": "Version {versions} of stream “{stream}” appears twice.",
    },
    "stream-out-of-order": {
        "zh": "流水“{stream}”的第 {versions} 版与前后版本的次序不符。",
        "en": "Version {versions} of stream “{stream}” is out of line with the versions around it.",
    },
    "stream-missing": {
        "zh": "流水“{stream}”缺少第 {versions} 版：被删去或无法读取。",
        "en": "Version {versions} of stream “{stream}” was dropped or cannot be read.",
    },
    "time-backwards": {
        "zh": "事件 {receipt} 的时间 {at} 早于同一流水中前一事件的时间 {before}。",
        "en": "Event {receipt} is dated {at}, before the event ahead of it in its stream ({before}).",
    },
}

# A refusal met while checking becomes a fault with the same code and facts.
_REFUSED = (
    "malformed-event",
    "key-malformed",
    "note-malformed",
    "note-other-key",
    "note-signature",
)
FAULTS: Words = {
    **_READING,
    **_SIGNING,
    **_ORDER,
    **{code: REFUSALS[code] for code in (*_REFUSED, "checkpoint-malformed")},
}

PROOFS: Words = {
    "lines-readable": {
        "zh": "每一行都是规范 JSON，种类、字段和次序无误。",
        "en": "Every line is canonical JSON of a known kind, with the right fields and in the right order.",
    },
    "seal-holds": {
        "zh": "封签有效：自签署以来没有一个字节被改动。",
        "en": "The seal holds: no byte has changed since it was signed.",
    },
    "counts-agree": {
        "zh": "各部分的条数与首行所记一致。",
        "en": "Each section has as many lines as the header says.",
    },
    "events-in-place": {
        "zh": "每条事件都在其位置上，与所记叶哈希相符，且属于本轮次。",
        "en": "Every event stands at its place, hashes to its leaf and belongs to this round.",
    },
    "streams-whole": {
        "zh": "每条流水的版本连续，无缺失、重复或调换。",
        "en": "Every stream counts its versions without a gap, a double or a swap.",
    },
    "times-in-order": {
        "zh": "同一流水中时间从不倒退。",
        "en": "Time never goes backwards within a stream.",
    },
    "checkpoints-hold": {
        "zh": "每个检查点的签名有效，树根由事件重新算出，最后一个覆盖全部事件。",
        "en": "Every checkpoint is signed, its root follows from the events, and the last one covers them all.",
    },
    "key-expected": {
        "zh": "签名出自所要求的密钥。",
        "en": "The signatures are by the key that was expected.",
    },
}
