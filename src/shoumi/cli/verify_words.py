"""What shoumi-verify says, in both languages: it must run without the catalogues."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    # The chain.
    "altered-body": (
        "entry {number}: the content was altered",
        "第 {number} 条记录：内容被改动",
    ),
    "altered-digest": (
        "entry {number}: the digest was altered",
        "第 {number} 条记录：摘要值被改动",
    ),
    "altered-previous": (
        "entry {number}: the digest of the entry before it was altered",
        "第 {number} 条记录：所载前一条记录的摘要值被改动",
    ),
    "altered-place": (
        "entry {number}: the content was written for another place ({found})",
        "第 {number} 条记录：内容原属另一位置（{found}）",
    ),
    "replaced": (
        "entry {number}: not the one that the next entry was sealed behind",
        "第 {number} 条记录：与后一条记录所衔接的不是同一条",
    ),
    "missing": (
        "entry {number}: missing, and all up to {expected}",
        "第 {number} 条至第 {expected} 条记录缺失",
    ),
    "doubled": ("entry {number}: stands twice", "第 {number} 条记录重复"),
    "reordered": ("entry {number}: stands out of order", "第 {number} 条记录顺序错乱"),
    "truncated": (
        "entry {number}: the journal ends before it; entry {expected} was signed",
        "第 {number} 条起的记录被截去；已签名至第 {expected} 条",
    ),
    "differs-from-checkpoint": (
        "entry {number}: not the one that the checkpoint signed",
        "第 {number} 条记录：与校验点所签不一致",
    ),
    "not-canonical": (
        "entry {number}: the content is not canonical ({subject})",
        "第 {number} 条记录：内容不是规范文本（{subject}）",
    ),
    "other-count": (
        "the manifest names {expected} entries; there are {found}",
        "清单载明 {expected} 条记录，实有 {found} 条",
    ),
    # Checkpoints and tree.
    "unknown-key": (
        "checkpoint at entry {number}: the key of the signature ({subject}) is not trusted",
        "第 {number} 条处的校验点：签名（{subject}）所用密钥不受信任",
    ),
    "unknown-scheme": (
        "checkpoint at entry {number}: unknown signature scheme ({subject})",
        "第 {number} 条处的校验点：签名算法未知（{subject}）",
    ),
    "wrong-signature": (
        "checkpoint at entry {number}: the signature ({subject}) does not verify",
        "第 {number} 条处的校验点：签名（{subject}）验证不通过",
    ),
    "no-signature": (
        "checkpoint at entry {number}: the system did not sign",
        "第 {number} 条处的校验点：缺少系统签名",
    ),
    "other-unit": (
        "checkpoint at entry {number}: of another unit ({found})",
        "第 {number} 条处的校验点：属于另一单位（{found}）",
    ),
    "other-root": (
        "checkpoint at entry {number}: the tree has another root",
        "第 {number} 条处的校验点：哈希树根值不一致",
    ),
    "other-digest": (
        "checkpoint at entry {number}: the registers add up to another digest",
        "第 {number} 条处的校验点：台账摘要值不一致",
    ),
    # The fold.
    "unknown-change": (
        "entry {number}: a change that cannot be read ({subject})",
        "第 {number} 条记录：变更无法识别（{subject}）",
    ),
    "made-twice": (
        "entry {number}: makes what was there already ({subject})",
        "第 {number} 条记录：重复建立（{subject}）",
    ),
    "altered-before-made": (
        "entry {number}: alters what was never made ({subject})",
        "第 {number} 条记录：变更了不存在的事物（{subject}）",
    ),
    "linked-twice": (
        "entry {number}: links what was linked already ({subject})",
        "第 {number} 条记录：重复关联（{subject}）",
    ),
    "unlinked-before-linked": (
        "entry {number}: ends a link that was never made ({subject})",
        "第 {number} 条记录：解除了不存在的关联（{subject}）",
    ),
    "scoped-twice": (
        "entry {number}: widens a scope that was that wide already ({subject})",
        "第 {number} 条记录：重复扩大知悉范围（{subject}）",
    ),
    "unscoped-before-scoped": (
        "entry {number}: narrows a scope that was never that wide ({subject})",
        "第 {number} 条记录：缩小了不存在的知悉范围（{subject}）",
    ),
    "opened-twice": (
        "entry {number}: opens a duty that was opened already ({subject})",
        "第 {number} 条记录：应办事项重复设立（{subject}）",
    ),
    "altered-before-opened": (
        "entry {number}: alters a duty that was never opened ({subject})",
        "第 {number} 条记录：变更了不存在的应办事项（{subject}）",
    ),
    "closed-before-opened": (
        "entry {number}: closes a duty that is not open ({subject})",
        "第 {number} 条记录：办结了未设立或已办结的应办事项（{subject}）",
    ),
    "numbered-backwards": (
        "entry {number}: gives out a number again ({subject})",
        "第 {number} 条记录：编号重复发放（{subject}）",
    ),
    "other-row": (
        "register {subject}: the journal says {expected}, the database {found}",
        "台账 {subject}：办理记录为 {expected}，数据库为 {found}",
    ),
    "other-rows": (
        "register {subject}: a row that only one side has; journal {expected}, database {found}",
        "台账 {subject}：仅一方有此行；办理记录为 {expected}，数据库为 {found}",
    ),
    # The frame.
    "whole": (
        "whole: {entries} entries of {unit}, {checkpoints} checkpoints",
        "完好：{unit} 共 {entries} 条记录，{checkpoints} 个校验点",
    ),
    "failed": ("{failures} checks fail", "{failures} 项检查不通过"),
    "more": ("and {more} more", "另有 {more} 项"),
    "keys-of-the-export": (
        "The keys are those in the export itself. Compare them with the unit's, or use --key:",
        "所用密钥取自导出文件本身。请与单位公布的密钥核对，或使用 --key 指定：",
    ),
    "no-checkpoint": (
        "No checkpoint: a tail that was cut off or written anew would not be noticed.",
        "没有校验点：若末尾记录被截去或重写，无法发现。",
    ),
    "unusable": (
        "The export cannot be read: {why}",
        "导出文件无法读取：{why}",
    ),
    "our-fault": (
        "shoumi-verify itself has failed; nothing was verified: {why}",
        "shoumi-verify 自身出错，未完成校验：{why}",
    ),
}


def say(word: str, language: str, **values: object) -> str:
    """Return the sentence in "en" or "zh"."""
    english, chinese = WORDS[word]
    return (chinese if language == "zh" else english).format(**values)
