"""Innocent public-style texts, written by rule: notices, rules, news, guides, minutes, bids, mail.

Full of what tempts a careless matcher: level words in laws, passwords in guides, numbers of all
kinds, stars in reviews, contacts of offices. None of them holds anything that must not go out.
"""

import random
from collections.abc import Iterator

PLACES = ("临江", "青山", "白河", "东湖", "南屏", "西岭", "北川", "石桥", "云溪", "长岗")
BODIES = [
    "市人民政府",
    "区财政局",
    "县教育局",
    "市图书馆",
    "省档案馆",
    "区卫生健康委员会",
    "市气象局",
    "县文化馆",
    "市公共资源交易中心",
    "区市场监督管理局",
]
THINGS = [
    "防汛抢险",
    "义务教育招生",
    "政务公开",
    "全民阅读",
    "老旧小区改造",
    "安全生产检查",
    "保密宣传教育",
    "网络安全宣传周",
    "森林防火",
    "高温津贴发放",
    "垃圾分类",
    "便民服务",
]
OPENINGS = (
    "为进一步做好{thing}工作，现将有关事项通知如下。",
    "根据上级部署，{place}{body}近日召开{thing}工作会议。",
    "记者从{place}{body}获悉，{thing}工作取得阶段性进展。",
    "按照年度计安排，{place}{body}组织开展{thing}活动。",
)
SENTENCES = (
    "各单位要密切配合，司机密切注意路况，确保飞机、高铁、班车衔接顺畅。",
    "国家秘密的密级分为绝密、机密、秘密三级。",
    "绝密级国家秘密是最重要的国家秘密，泄露会使国家安全和利益遭受特别严重的损害。",
    "机关、单位对所产生的国家秘密事项，应当按照保密事项范围的规定确定密级，同时确定保密期限和知悉范围。",
    "任何组织和个人都有保守国家秘密的义务。",
    "涉及国家秘密、商业秘密、个人隐私的政府信息，依法不予公开的，应当说明理由。",
    "不得侵犯他人商业秘密，工作人员应当保守在履行职责中知悉的商业秘密和个人隐私。",
    "拟定为机密级的事项，由有相应定密权的机关确定。",
    "单位应当加强内部文件管理，完善内部资料和档案制度。",
    "内部资料性出版物应当依法取得准印证。",
    "请设置不少于8位的密码，密码由字母和数字组成，不要使用生日作为密码。",
    "忘记密码的，可以凭手机验证码重置密码。登录密码错误5次后账号锁定。",
    "如需咨询，请拨打办公电话：010-6{d7}，传真：0{d2}-8{d7}。",
    "咨询电话：（0{d3}）2{d6}，联系人：办公室值班人员。",
    "统一社会信用代码以登记机关核发的营业执照为准。",
    "本系统当前版本为{n}.{n}.{n}.{n}，建议使用新版浏览器访问。",
    "订单编号{d18}，流水号{d16}，条码69{d11}。",
    "项目编号：{place}采〔202{n}〕{n}{n}号，预算金额{d6}.00元。",
    "依据《政府信息公开条例》和国办发〔201{n}〕{n}{n}号文件，编制本指南。",
    "此件公开发布。",
    "公开属性：主动公开",
    "游客对服务给出★★★★★好评，四星☆★★★★也不在少数。",
    "博物馆推出“地下工作者的秘密”主题展览，讲述《永不消逝的电波》背后的故事。",
    "孩子们在秘密花园主题活动中寻找植物生长的秘密。",
    "推理小说《绝密飞行》位列本月借阅榜第{n}名。",
    "机密计算、隐私计算等技术在数据流通中得到应用。",
    "北纬{d2}°，东经1{d2}°附近海域未来三天有{n}级阵风。",
    "比例尺为1:{d5}，面积{d3}.{d4}平方米，增长{n}.{d2}%。",
    "班车时间为{n}:30，集合地点在{place}图书馆东门。",
    "会后，与会人员参观了展览；用后请将资料放回原处。",
    "请注意保管好随身物品，注意保存购票凭证，出行请注意安全。",
    "特急情况请拨打110、119或120，办理时限由窗口告知，请加急办理的说明理由。",
    "邮政编码：{d6}，办公地址：{place}市人民路{d2}号。",
    "电子邮箱：service@{p}.example.org，网址：www.{p}.example.org。",
    "申请人凭身份证、护照或者港澳居民来往内地通行证到窗口办理。",
    "持军官证、士兵证、老年证免费参观，一人一证。",
    "公司代码60{d4}，股票简称A{d4}，成交{d7}股。",
    "保密教育实训平台开放参观，涉密人员上岗前应当接受培训。",
    "涉密载体的销毁由专人负责，登记表应当妥善保管。",
    "讨论稿已向社会公开征求意见，欢迎于{n}月底前反馈。",
    "限高2.{n}米，限速{n}0公里，本路段不得停车。",
    "专利号ZL20{d2}1{d7}.{n}，标准号GB/T {d5}-20{d2}。",
    "型号E{d8}、SN{d10}的设备在保修期内。",
    "文件、通知、公告等栏目可按发文字号检索。",
    "凡泄露国家秘密的，依法追究责任；构成犯罪的，依法追究刑事责任。",
    "电梯内部使用的材料应当符合阻燃要求，内部电话由物业负责检修。",
    "MAC地址、IP地址的填写方法见使用手册第1.2.{n}.{n}条。",
    "The committee published a restricted list of confidential informants in the film Secret Window.",
    "confidentiality, integrity and availability are the goals of information security.",
)
HEADS = (
    "关于做好{thing}工作的通知",
    "{place}{body}{thing}工作方案",
    "{thing}办事指南",
    "图解：{thing}怎么看",
    "{place}{body}文件\n{place}政发〔202{n}〕{n}{n}号\n关于{thing}的意见",
)


PLAIN = (
    "会议指出，要坚持问题导向和目标导向相结合，统筹推进各项任务落地见效。",
    "近年来，当地不断完善公共服务体系，群众的获得感和满意度持续提升。",
    "活动现场气氛热烈，志愿者向居民讲解了有关知识，并发放了宣传材料。",
    "下一步将继续加强统筹协调，压实工作责任，确保各项措施落到实处。",
    "项目建成后，将有效改善周边居民的出行条件，带动沿线产业发展。",
    "与会代表围绕主题展开讨论，提出了许多有价值的意见和建议。",
    "各有关部门要结合实际制定方案，明确时间节点，细化责任分工。",
    "气象部门提醒，未来几天气温变化较大，请公众及时关注天气预报。",
    "图书馆延长了开放时间，新增座位，读者可以凭借书证免费入座。",
    "学校组织学生开展社会实践，走进田间地头，体验劳动的乐趣。",
    "专家表示，这一做法为同类地区提供了可以借鉴的经验。",
    "通过线上线下相结合的方式，办事流程进一步简化，时间明显缩短。",
)


def prose(count: int, *, seed: int = 20260302) -> Iterator[str]:
    """News-like texts of about a screen, one sentence in twenty of the tempting kind."""
    chance = random.Random(seed)  # noqa: S311 -- text, not keys
    for _ in range(count):
        lines = [
            filled(chance.choice(SENTENCES), chance)
            if chance.random() < 0.05
            else "".join(chance.sample(PLAIN, 3))
            for _ in range(chance.randint(6, 14))
        ]
        yield "\n".join(lines) + "\n"


def texts(count: int, *, seed: int = 20260301) -> Iterator[str]:
    """`count` texts, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 -- text, not keys
    for _ in range(count):
        body = [chance.choice(OPENINGS), *chance.sample(SENTENCES, chance.randint(5, 16))]
        lines = [chance.choice(HEADS), *body]
        yield (
            "\n".join(filled(line, chance) for line in lines)
            + f"\n{chance.choice(PLACES)}{chance.choice(BODIES)}\n2026年{chance.randint(1, 12)}月{chance.randint(1, 28)}日\n"
        )


def filled(line: str, chance: random.Random) -> str:
    for length in (2, 3, 4, 5, 6, 7, 8, 10, 11, 16, 18):
        while f"{{d{length}}}" in line:
            line = line.replace(
                f"{{d{length}}}", "".join(chance.choices("0123456789", k=length)), 1
            )
    while "{n}" in line:
        line = line.replace("{n}", str(chance.randint(1, 9)), 1)
    return (
        line.replace("{thing}", chance.choice(THINGS))
        .replace("{place}", chance.choice(PLACES))
        .replace("{body}", chance.choice(BODIES))
        .replace("{p}", chance.choice(("river", "hill", "lake")))
    )
