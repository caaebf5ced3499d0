"""What the door and its records refuse, said in both languages."""

from __future__ import annotations

REFUSALS: dict[str, dict[str, str]] = {
    "calendar-not-attached": {
        "zh": "届次“{round}”没有指纹为 {calendar} 的节假日表；请先附上，再执行本操作。",
        "en": "Round “{round}” has no holiday table with digest {calendar}; attach it first.",
    },
    "charter-not-attached": {
        "zh": "届次“{round}”没有指纹为 {charter} 的评选办法；请先附上，再执行本操作。",
        "en": "Round “{round}” has no charter with digest {charter}; attach it first.",
    },
    "comment-too-long": {
        "zh": "评语共 {length} 字，最多 {most} 字；请缩短后再保存。",
        "en": "The comment has {length} characters; at most {most} can be kept. Shorten it, then save again.",
    },
    "conflict": {
        "zh": "届次“{round}”中有人同时在改同样的内容，试了 {tries} 次都未能写入；没有写入任何内容，请重试。",
        "en": "Others kept changing the same things in round “{round}”; after {tries} tries nothing was written. "
        "Please try again.",
    },
    "database-behind": {
        "zh": "数据库中的表尚未建立或版本较旧；请先运行一次 chucai serve，它会更新数据表。",
        "en": "The tables of the database are missing or of an older version; run chucai serve once, which updates them.",
    },
    "database-unreachable": {
        "zh": "无法连接数据库：{reason}。请检查 DATABASE_URL，并确认服务器已启动。",
        "en": "The database cannot be reached: {reason}. Look at DATABASE_URL, and whether the server is running.",
    },
    "database-busy": {
        "zh": "数据库正忙，等待超时；没有写入任何内容，请稍后重试。",
        "en": "The database was busy for too long; nothing was written. Please try again in a moment.",
    },
    "database-url": {
        "zh": "无法识别 DATABASE_URL（协议“{scheme}”）；应为 postgresql://用户:口令@主机:端口/库名 或 sqlite:///路径。",
        "en": "DATABASE_URL (scheme “{scheme}”) is not understood; write postgresql://user:password@host:port/name "
        "or sqlite:///path.",
    },
    "draft-moved-on": {
        "zh": "这份草稿已由他人另行保存（第 {version} 版）；您刚填写的内容没有覆盖它，请刷新后再改。",
        "en": "Somebody else has saved this draft meanwhile (version {version}); what you typed has not replaced it. "
        "Reload, then change it.",
    },
    "edit-unreadable": {
        "zh": "页面发来的改动无法识别；请刷新页面后再改。",
        "en": "The page has sent a change that cannot be read. Reload the page, then change it again.",
    },
    "ledger-key-unreadable": {
        "zh": "无法读取台账签名密钥“{file}”；应为一行 64 位十六进制字符。",
        "en": "The ledger's signing key “{file}” cannot be read; it should be one line of 64 hexadecimal digits.",
    },
    "letter-lacks-facts": {
        "zh": "邮件“{kind}”缺少内容：{missing}。",
        "en": "The letter “{kind}” lacks {missing}.",
    },
    "no-address": {
        "zh": "“{found}”不是邮箱地址；应形如 name@example.org。",
        "en": "“{found}” is no mail address; write it as name@example.org.",
    },
    "no-such-letter": {
        "zh": "没有名为“{kind}”的邮件。",
        "en": "There is no letter “{kind}”.",
    },
    "no-such-receipt": {
        "zh": "届次“{round}”中没有回执“{receipt}”。",
        "en": "Round “{round}” has no receipt “{receipt}”.",
    },
    "not-sealed-yet": {
        "zh": "回执“{receipt}”对应的事件尚未封存；下次封存之后才有存在证明。",
        "en": "The event of receipt “{receipt}” is not sealed yet; its proof exists after the next seal.",
    },
    "oidc-incomplete": {
        "zh": "单点登录（{issuer}）的设置不完整：还须给出 CHUCAI_OIDC_CLIENT_ID，以及可以读取的 CHUCAI_OIDC_SECRET_FILE。",
        "en": "Single sign-on ({issuer}) is not fully set: CHUCAI_OIDC_CLIENT_ID is needed too, and a "
        "CHUCAI_OIDC_SECRET_FILE that can be read.",
    },
    "opening-without-commitment": {
        "zh": "“{field}”的原文与本操作中的承诺值不符。",
        "en": "The text given for “{field}” does not open any commitment of this act.",
    },
    "reason-first": {
        "zh": "请写明理由。",
        "en": "Give a reason.",
    },
    "seat-taken": {
        "zh": "本届中“{actor}”的席位已由他人使用；请先撤销原来的，再重新指定。",
        "en": "The seat of “{actor}” in this round is somebody else's already; take it away from them first.",
    },
    "seated-elsewhere": {
        "zh": "{email} 在本届中已是“{actor}”；一个账号在一届中只有一个席位。",
        "en": "{email} already sits as “{actor}” in this round; an account has one seat in a round.",
    },
    "sheet-closed": {
        "zh": "本阶段已停止评分；您刚作的改动没有保存。",
        "en": "Sheets are taken no more at this stage; what you just changed has not been kept.",
    },
    "sheet-moved-on": {
        "zh": "评分表在您核对之后又有改动；请重新核对，再提交。",
        "en": "The sheet has changed since you looked at it. Look at it again, then seal it.",
    },
    "slip-missing": {
        "zh": "无记名投票须附一张选票。",
        "en": "A vote in a secret ballot must come with its slip.",
    },
    "slip-number-taken": {
        "zh": "投票“{ballot}”的票箱中已有相同号码的选票；请换一个号码。",
        "en": "The box of ballot “{ballot}” already holds a slip with this number; draw another.",
    },
    "slip-other-candidates": {
        "zh": "选票上的人选与投票“{ballot}”的人选不一致。",
        "en": "The slip must give a choice for each candidate of ballot “{ballot}” and for nobody else.",
    },
    "slip-unasked": {
        "zh": "只有无记名投票才有选票。",
        "en": "Only a vote in a secret ballot comes with a slip.",
    },
    "slips-differ-from-box": {
        "zh": "投票“{ballot}”计票的选票（{counted} 张）与票箱中的选票（{inside} 张）不一致。",
        "en": "The slips counted in ballot “{ballot}” ({counted}) are not those in its box ({inside}).",
    },
    "smtp-url": {
        "zh": "无法识别 CHUCAI_SMTP_URL（协议“{scheme}”）；应为 smtps://用户:口令@主机:端口、smtp:// 或 smtp+plain://。",
        "en": "CHUCAI_SMTP_URL (scheme “{scheme}”) is not understood; write smtps://user:password@host:port, smtp:// "
        "or smtp+plain://.",
    },
    "upload-active": {
        "zh": "文件中带有宏、脚本或内嵌文件，不予接收。请另存为不含这些内容的文件后再上传。",
        "en": "The file holds macros, scripts or other files within it. Save it without them, then upload it.",
    },
    "upload-broken": {
        "zh": "文件不完整、已加密或过大，无法打开。请重新导出后再上传。",
        "en": "The file is not whole, is locked or too large to be opened. Export it anew, then upload it.",
    },
    "upload-empty": {
        "zh": "文件是空的。请重新选择。",
        "en": "The file is empty. Choose another.",
    },
    "upload-full": {
        "zh": "本单位上传的文件已达 {most} MB 的上限。请先删去不用的文件。",
        "en": "The unit keeps {most} MB of documents already, which is the most. Remove what is not needed first.",
    },
    "upload-kind": {
        "zh": "只接收 PDF、JPEG、PNG、Word（docx）、Excel（xlsx）和纯文本文件；是否属于这些类型，以文件内容为准。",
        "en": "PDF, JPEG, PNG, Word (docx), Excel (xlsx) and plain text are taken; what counts is what the file "
        "holds, not its name.",
    },
    "upload-too-large": {
        "zh": "文件超过 {most} MB。请压缩或拆分后再上传。",
        "en": "The file is larger than {most} MB. Make it smaller or split it.",
    },
}

# What `replay` finds: rows that do not say what the events say. `where` names the stream, event or row.
DIFFERENCES: dict[str, dict[str, str]] = {
    "attachment-differs": {
        "zh": "附件“{where}”的正文与其指纹不符。",
        "en": "The text of attachment “{where}” does not have its digest.",
    },
    "attachment-missing": {
        "zh": "事件所指的附件“{where}”不在库中。",
        "en": "Events name attachment “{where}”, which is not there.",
    },
    "checkpoint-differs": {
        "zh": "第 {where} 个事件处的存证签名与事件不符，或签名无效。",
        "en": "The checkpoint at size {where} does not follow from the events, or its signature is not valid.",
    },
    "event-differs": {
        "zh": "事件“{where}”的各列与其字节不符。",
        "en": "Event “{where}”: the columns do not say what its bytes say.",
    },
    "list-differs": {
        "zh": "推荐“{where}”的列表行与其事件不符。",
        "en": "The list row of nomination “{where}” does not follow from its events.",
    },
    "opening-differs": {
        "zh": "为“{where}”保存的原文与承诺值不符。",
        "en": "The text kept for “{where}” does not open its commitment.",
    },
    "position-differs": {
        "zh": "台账中的位置 {where} 缺失、重复或不在任何存证签名之内。",
        "en": "Position {where} in the ledger is missing, doubled or under no checkpoint.",
    },
    "stream-differs": {
        "zh": "事件流“{where}”的版本或散列与其事件不符。",
        "en": "Stream “{where}”: version or hash do not follow from its events.",
    },
}
