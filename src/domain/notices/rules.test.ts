// When notices leave, whom the server may call, how robots are spoken to, what a code is worth, and what a calendar file says.
import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPublic, readAddress, resolveHost } from "./address-guard.ts";
import { writeCalendar } from "./calendar-file.ts";
import { mailText, subjectOf } from "./letters.ts";
import { Address, defaultQuiet, type MailChoice, mostCodeTries, webhookStates } from "./model-channels.ts";
import { noticeTexts, readNoticeText } from "./personal-channel.ts";
import { departureOf, isQuiet } from "./quiet.ts";
import { speak, wasTaken } from "./robot-bodies.ts";
import { decideWebhook, judgeCode, mayResend, repeatsItself } from "./rules.ts";

const zone = "Asia/Shanghai";
/** An instant of local time in Shanghai. */
const local = (text: string) => Date.parse(`${text}:00+08:00`);

describe("免打扰与摘要：什么时候送出", () => {
  const at = (text: string, choice: MailChoice = "now", urgent = false) =>
    departureOf(choice, { urgent, at: local(text) }, zone, defaultQuiet);
  const now = (text: string) => ({ at: new Date(local(text)).toISOString(), batch: null });
  const held = (text: string) => {
    const instant = new Date(local(text)).toISOString();
    return { at: instant, batch: instant };
  };
  // 2025-09-28 is a Sunday on which work is made up; 1 to 8 October 2025 is a holiday.
  test.each([
    ["周三上午，立即", "2025-03-05T10:00", now("2025-03-05T10:00")],
    ["早八点整，立即", "2025-03-05T08:00", now("2025-03-05T08:00")],
    ["早八点前，当天八点", "2025-03-05T07:59", held("2025-03-05T08:00")],
    ["晚八点整，次日八点", "2025-03-05T20:00", held("2025-03-06T08:00")],
    ["晚七点五十九，立即", "2025-03-05T19:59", now("2025-03-05T19:59")],
    ["周五深夜，下周一", "2025-03-07T23:30", held("2025-03-10T08:00")],
    ["周六中午，下周一", "2025-03-08T12:00", held("2025-03-10T08:00")],
    ["调休上班的周日，立即", "2025-09-28T10:00", now("2025-09-28T10:00")],
    ["国庆第一天，节后第一个工作日", "2025-10-01T10:00", held("2025-10-09T08:00")],
    ["节前最后一天深夜，节后", "2025-09-30T22:00", held("2025-10-09T08:00")],
  ])("%s", (_, text, expected) => {
    expect(at(text)).toEqual(expected);
  });
  test.each([
    ["每日合并：工作日上午的，次日早晨", "2025-03-05T10:00", "daily", held("2025-03-06T08:00")],
    ["每日合并：周五的，下周一", "2025-03-07T10:00", "daily", held("2025-03-10T08:00")],
    ["每周合并：周一的，下周一", "2025-03-03T10:00", "weekly", held("2025-03-10T08:00")],
    ["每周合并：周日的，次日", "2025-03-09T10:00", "weekly", held("2025-03-10T08:00")],
    ["每周合并：下周全周放假，节后第一个工作日", "2025-09-29T10:00", "weekly", held("2025-10-09T08:00")],
  ] as const)("%s", (_, text, choice, expected) => {
    expect(at(text, choice)).toEqual(expected);
  });
  test("紧急的不等：深夜、假日、选了合并都立即；选了不发的不发", () => {
    for (const text of ["2025-03-05T23:00", "2025-10-01T10:00"])
      for (const choice of ["now", "daily", "weekly"] as const) expect(at(text, choice, true)).toEqual(now(text));
    expect(at("2025-03-05T10:00", "off", true)).toBeNull();
  });
  test("时段不跨午夜的也行；关掉免打扰则随时送出", () => {
    const noon = { on: true, from: "12:00", until: "14:00" };
    expect(isQuiet(local("2025-03-05T13:00"), zone, noon)).toBe(true);
    expect(isQuiet(local("2025-03-05T14:00"), zone, noon)).toBe(false);
    expect(isQuiet(local("2025-03-05T23:00"), zone, noon)).toBe(false);
    const off = { ...defaultQuiet, on: false };
    expect(departureOf("now", { urgent: false, at: local("2025-10-01T23:00") }, zone, off)?.batch).toBeNull();
  });
  test("任何时刻：不早于发生之时；合并送出的不落在免打扰里；同一早晨的同批", () => {
    const choice = fc.constantFrom<MailChoice>("now", "daily", "weekly");
    fc.assert(
      fc.property(
        fc.integer({ min: local("2024-01-01T00:00"), max: local("2026-06-30T00:00") }),
        choice,
        (when, one) => {
          const departure = departureOf(one, { urgent: false, at: when }, zone, defaultQuiet);
          if (!departure) return;
          const leaves = Date.parse(departure.at);
          expect(leaves).toBeGreaterThanOrEqual(when);
          expect(isQuiet(leaves, zone, defaultQuiet)).toBe(false);
          expect(leaves - when).toBeLessThan(20 * 86_400_000);
          if (departure.batch) expect(departure.batch).toBe(departure.at);
        },
      ),
    );
  });
});

describe("推送地址：不通内部网络", () => {
  test.each([
    "http://example.org/hook",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://10.1.2.3/",
    "https://172.16.0.1/",
    "https://192.168.1.1/",
    "https://169.254.169.254/latest/meta-data",
    "https://100.64.0.1/",
    "https://0.0.0.0/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[fd00::1]/",
    "https://[fe80::1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://user:password@example.org/",
    "ftp://example.org/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "not an address",
    "",
  ])("%s 被拒绝，说明原因", (text) => {
    const read = readAddress(text, false);
    expect(read).toHaveProperty("why");
    if ("why" in read) expect(read.why.zh).toMatch(/[一-鿿]/);
  });
  test("公网 https 可用；运维人员允许后内网 http 也可用，但仍不得夹带口令或其他协议", () => {
    expect(readAddress("https://qyapi.example.org/cgi-bin/webhook/send?key=1#x", false)).toMatchObject({
      url: { href: "https://qyapi.example.org/cgi-bin/webhook/send?key=1" },
    });
    expect(readAddress("http://10.0.0.8:9000/hook", true)).toHaveProperty("url");
    expect(readAddress("http://a:b@10.0.0.8/", true)).toHaveProperty("why");
    expect(readAddress("gopher://10.0.0.8/", true)).toHaveProperty("why");
  });
  test("名称指向本机或内网的，送出时拒绝；允许后可用", async () => {
    expect(await resolveHost(new URL("https://localhost/"), false)).toHaveProperty("why");
    expect(await resolveHost(new URL("https://[::1]/"), false)).toHaveProperty("why");
    expect(await resolveHost(new URL("http://localhost/"), true)).toHaveProperty("address");
    expect(await resolveHost(new URL("https://no-such-host.invalid/"), true)).toHaveProperty("why");
  });
  test.each([
    ["8.8.8.8", true],
    ["1.1.1.1", true],
    ["172.32.0.1", true],
    ["2606:4700::1111", true],
    ["172.31.255.255", false],
    ["224.0.0.1", false],
    ["255.255.255.255", false],
    ["::ffff:8.8.8.8", false],
    ["2001:db8::1", false],
    ["example.org", false],
  ])("%s 是公网：%s", (address, expected) => {
    expect(isPublic(address)).toBe(expected);
  });
});

describe("机器人与签名", () => {
  const message = {
    title: "[演示] 任务已下达：第[1]项",
    lines: [{ text: "任务](http://evil.example) *加粗*", link: "https://shidian.example/p/1" }],
    data: { programmeId: "p" },
  };
  const call = { at: 1_756_000_000_123, delivery: "d-1" };
  const url = new URL("https://robot.example/send?key=k");

  test("系统接口：签名可由对方用密钥重算，同一次送出编号不变", () => {
    const spoken = speak({ kind: "signed", url, secret: "s3" }, message, call);
    const stamp = spoken.headers["x-shidian-timestamp"];
    const again = createHmac("sha256", "s3").update(`${stamp}.${spoken.body}`).digest("hex");
    expect(spoken.headers["x-shidian-signature"]).toBe(`sha256=${again}`);
    expect(stamp).toBe("1756000000");
    expect(spoken.headers["idempotency-key"]).toBe("d-1");
    expect(JSON.parse(spoken.body)).toEqual({ id: "d-1", programmeId: "p" });
  });
  test("企业微信：markdown，引文不能伪造链接", () => {
    const { body, url: to } = speak({ kind: "wecom", url, secret: "" }, message, call);
    const { msgtype, markdown } = JSON.parse(body);
    expect(msgtype).toBe("markdown");
    expect(markdown.content).not.toContain("](http://evil.example)");
    expect(markdown.content).toContain("](https://shidian.example/p/1)");
    expect(to.href).toBe(url.href);
  });
  test("钉钉加签：时间戳与签名在地址里", () => {
    const { url: to, body } = speak({ kind: "dingtalk", url, secret: "SEC1" }, message, call);
    const stamp = to.searchParams.get("timestamp");
    expect(to.searchParams.get("sign")).toBe(createHmac("sha256", "SEC1").update(`${stamp}\nSEC1`).digest("base64"));
    expect(to.searchParams.get("key")).toBe("k");
    expect(JSON.parse(body)).not.toHaveProperty("sign");
    expect(speak({ kind: "dingtalk", url, secret: "" }, message, call).url.searchParams.has("sign")).toBe(false);
  });
  test("飞书签名校验：秒级时间戳，签名在正文里", () => {
    const body = JSON.parse(speak({ kind: "feishu", url, secret: "f" }, message, call).body);
    expect(body.timestamp).toBe("1756000000");
    expect(body.sign).toBe(createHmac("sha256", "1756000000\nf").update("").digest("base64"));
    expect(body.content.text).toContain("https://shidian.example/p/1");
  });
  test("企业微信正文不超过 4096 字节", () => {
    const lines = Array.from({ length: 200 }, (_, n) => ({
      text: `第${n}项任务已下达，请按期签收`,
      link: "https://s.example/p",
    }));
    const { markdown } = JSON.parse(speak({ kind: "wecom", url, secret: "" }, { ...message, lines }, call).body);
    expect(Buffer.byteLength(markdown.content)).toBeLessThanOrEqual(4096);
    expect(markdown.content.endsWith("…")).toBe(true);
  });
  test.each([
    ["wecom", 200, '{"errcode":0,"errmsg":"ok"}', true],
    ["wecom", 200, '{"errcode":45009}', false],
    ["dingtalk", 200, '{"errcode":310000}', false],
    ["feishu", 200, '{"code":0}', true],
    ["feishu", 200, '{"StatusCode":0}', true],
    ["feishu", 200, '{"code":9499}', false],
    ["wecom", 200, "<html>", false],
    ["signed", 204, "", true],
    ["signed", 302, "", false],
    ["signed", 500, "", false],
  ] as const)("%s 答复 %i %s：接收了 %s", (kind, status, body, taken) => {
    expect(wasTaken(kind, status, body)).toBe(taken);
  });
  test("只有能去重的渠道才自动重复", () => {
    expect([null, "signed", "wecom", "dingtalk", "feishu"].map((kind) => repeatsItself(kind as null))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe("能办什么", () => {
  test("推送地址：每个状态下可办的事", () => {
    const may = Object.keys(webhookStates).map((state) =>
      Object.entries(decideWebhook(state as "active"))
        .filter(([, decision]) => decision.allowed)
        .map(([act]) => act),
    );
    expect(may).toEqual([["change", "test", "pause", "drop"], ["change", "test", "resume", "drop"], []]);
  });
  test("只有失败和不明的可以重送", () => {
    const states = ["waiting", "sending", "sent", "failed", "unsure", "void"] as const;
    expect(states.filter((state) => mayResend(state).allowed)).toEqual(["failed", "unsure"]);
  });
  test("验证码：对且未过期且未输错太多才算；告知还剩几次", () => {
    const kept = { digest: "d", until: "2026-01-01T00:15:00.000Z", wrongTries: 0 };
    const at = "2026-01-01T00:10:00.000Z";
    expect(judgeCode(kept, "d", at).allowed).toBe(true);
    expect(judgeCode(kept, "x", at)).toMatchObject({ allowed: false, facts: { left: mostCodeTries - 1 } });
    expect(judgeCode(kept, "d", kept.until).allowed).toBe(false);
    expect(judgeCode({ ...kept, wrongTries: mostCodeTries }, "d", at).allowed).toBe(false);
    expect(judgeCode({ ...kept, digest: null }, "d", at).allowed).toBe(false);
  });
  test.each([
    ["zheng@kj.example.gov.cn", true],
    ["a.b+c@x-y.example.com", true],
    ["a@b", false],
    ["a@example.com\r\nBcc: x@example.com", false],
    ["a@example.com, b@example.com", false],
    ["<a@example.com>", false],
    ['"a b"@example.com', false],
    ["a@-example.com", false],
    [".a@example.com", false],
  ])("邮箱 %j 可用：%s", (text, fits) => {
    expect(Address.safeParse(text).success).toBe(fits);
  });
});

describe("信件与日历", () => {
  const notice = {
    id: "n",
    topic: "tasks",
    subjectKind: "task",
    subjectId: "t",
    titleZh: "任务已下达：支持高等学校",
    titleEn: "Task issued",
    href: "/p/1/tasks/t",
    dueOn: "2025-03-05",
    urgent: false,
    madeAt: "2025-03-01T00:00:00.000Z",
  };
  test("一条用原题，多条说条数；链接、时限、设置入口都在", () => {
    expect(subjectOf("示例市", [notice], "zh")).toBe("[示例市] 任务已下达：支持高等学校");
    expect(subjectOf("示例市", [notice, notice], "zh")).toBe("[示例市] 2 条通知");
    const text = mailText("示例市", [notice], "https://s.example", "zh");
    for (const part of ["https://s.example/p/1/tasks/t", "时限 2025-03-05", "https://s.example/notices/settings"])
      expect(text).toContain(part);
  });
  test("日历：全天、编号不变、特殊字符转义、每行不超过 75 字节且不切开汉字", () => {
    const title = `一二三；,;\\\n${"汉".repeat(80)}`;
    const date = {
      kind: "task",
      id: "1",
      day: "2025-12-31",
      title: { zh: title, en: title },
      href: "/p",
      changedAt: "2025-01-02T03:04:05.678Z",
    };
    const text = writeCalendar([date], { language: "zh", origin: "https://s.example", title: "时限" });
    expect(text).toContain("DTSTART;VALUE=DATE:20251231\r\nDTEND;VALUE=DATE:20260101\r\n");
    expect(text).toContain("UID:task-1@shidian\r\n");
    expect(text).toContain("DTSTAMP:20250102T030405Z\r\n");
    for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const unfolded = text.replaceAll("\r\n ", "");
    expect(unfolded).toContain(`SUMMARY:一二三；\\,\\;\\\\\\n${"汉".repeat(80)}`);
    expect(text).not.toMatch(/[^\r]\n/);
  });
  test("人名单在通道上装得下；别的内容不当真", () => {
    const people = Array.from({ length: 400 }, () => crypto.randomUUID());
    const texts = noticeTexts(people);
    expect(texts.flatMap(readNoticeText)).toEqual(people);
    for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThan(7999);
    for (const odd of ["", "{}", '["x"]', "null"]) expect(readNoticeText(odd)).toEqual([]);
  });
});
