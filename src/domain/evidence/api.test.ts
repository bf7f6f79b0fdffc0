// Evidence over real HTTP: links through their life, remarks by others, who sees what, what counts.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { refusalTo, startServer, type TestServer } from "../../../tests/start-server.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import { type Evidence, maxEvidence } from "./model.ts";
import { countEvidence } from "./service.ts";

let server: TestServer;
let programmeId: ProgrammeId;
/** A task that the lead unit of the demo leads. */
let subject: { kind: string; subjectId: string };
beforeAll(async () => {
  server = await startServer();
  programmeId = server.programmeId as ProgrammeId;
  const { items } = await (await server.as("lead")).tasks.listTasks({ programmeId });
  subject = { kind: "task", subjectId: items[0]?.id as string };
}, 120_000);
afterAll(() => server.close());
beforeEach(() => server.clock.advance(60_000));

const address = "https://www.example.gov.cn/notice/1";
const at = (piece: Pick<Evidence, "id" | "version">) => ({
  programmeId,
  evidenceId: piece.id,
  version: piece.version,
});
const addLink = async (title: string, more: { validUntil?: string; declared?: string } = {}) =>
  (await server.as("lead")).evidence.addLink({ programmeId, ...subject, title, address, ...more });
const counted = async (today: string) =>
  (await countEvidence(server.database.db, programmeId, "task", [subject.subjectId], today)).get(subject.subjectId) ??
  0;

describe("一份链接佐证的一生", () => {
  test("提交、存疑、换新、认可、撤回，每步留下事件；旧版仍在", async () => {
    const [lead, office] = [await server.as("lead"), await server.as("office")];
    const before = await counted("2021-09-01");
    const added = await addLink("印发的实施方案");
    expect(added).toMatchObject({ state: "open", form: "link", counts: true, version: 1, unitName: "市科技局" });
    expect(await counted("2021-09-01")).toBe(before + 1);

    const queried = await office.evidence.queryEvidence({ ...at(added), note: "打不开，请换一个" });
    expect(queried).toMatchObject({ state: "queried", counts: true, version: 2 });
    expect(queried.editions[0]).toMatchObject({
      remark: "queried",
      remarkNote: "打不开，请换一个",
      remarkedBy: "周明远",
    });

    const replaced = await lead.evidence.replaceLink({ ...at(queried), address: `${address}/2` });
    expect(replaced).toMatchObject({ state: "open", version: 3 });
    expect(replaced.editions.map((edition) => [edition.number, edition.address, edition.remark])).toEqual([
      [2, `${address}/2`, null],
      [1, address, "queried"],
    ]);

    const accepted = await office.evidence.acceptEvidence(at(replaced));
    expect(accepted).toMatchObject({ state: "accepted", version: 4 });
    const withdrawn = await lead.evidence.withdrawEvidence({ ...at(accepted), note: "另有正式文件" });
    expect(withdrawn).toMatchObject({ state: "withdrawn", counts: false, endNote: "另有正式文件" });
    expect(await counted("2021-09-01")).toBe(before);
    expect((await office.evidence.listEvidence({ programmeId, ...subject })).items.map((item) => item.id)).toContain(
      added.id,
    );

    const events = await server.database.db
      .selectFrom("event")
      .select("kind")
      .where("subject_id", "=", added.id)
      .orderBy("id")
      .execute();
    expect(events.map((event) => event.kind)).toEqual([
      "evidence.add",
      "evidence.query",
      "evidence.replace",
      "evidence.accept",
      "evidence.withdraw",
    ]);
  });

  test("不予认可的、过了有效期的，不算佐证；写明“无佐证”靠计数为零", async () => {
    const office = await server.as("office");
    const before = await counted("2021-09-01");
    const piece = await addLink("一年有效的批复", { validUntil: "2022-08-31" });
    expect(await counted("2022-08-31")).toBe(before + 1);
    expect(await counted("2022-09-01")).toBe(before);
    await office.evidence.rejectEvidence({ ...at(piece), note: "与任务无关" });
    expect(await counted("2021-09-01")).toBe(before);
    const past = await refusalTo(addLink("已过期的批复", { validUntil: "2021-08-31" }));
    expect([past.status, past.code]).toEqual([422, "evidence.valid-until-past"]);
    expect(past.messages.zh).toContain("2021-08-31");
  });

  test("存疑、不予认可、撤回、封存都要写说明；版本不对要重新读取", async () => {
    const [lead, office] = [await server.as("lead"), await server.as("office")];
    const piece = await addLink("要说明的");
    for (const refused of [
      await refusalTo(office.evidence.queryEvidence(at(piece))),
      await refusalTo(office.evidence.rejectEvidence({ ...at(piece), note: "  " })),
      await refusalTo(lead.evidence.withdrawEvidence(at(piece))),
      await refusalTo(office.evidence.lockEvidence(at(piece))),
    ]) {
      expect([refused.status, refused.code]).toEqual([409, "evidence.refused"]);
      expect(refused.messages.zh).toContain("须填写说明");
    }
    const stale = await refusalTo(office.evidence.acceptEvidence({ ...at(piece), version: 7 }));
    expect([stale.status, stale.code]).toEqual([412, "version.stale"]);
    const renamed = await lead.evidence.editEvidence({ ...at(piece), title: "改了标题的" });
    expect(renamed).toMatchObject({ title: "改了标题的", version: 2 });
    expect(await lead.evidence.editEvidence({ ...at(renamed), title: "改了标题的" })).toMatchObject({ version: 2 });
    const locked = await office.evidence.lockEvidence({ ...at(renamed), note: "不宜存放" });
    expect(locked).toMatchObject({ state: "locked", counts: false });
  });
});

describe("谁能动", () => {
  test("核验人不是上传人：办公室自己上传的，由本人核验被拒绝", async () => {
    const office = await server.as("office");
    const own = await office.evidence.addLink({ programmeId, ...subject, title: "办公室补充的", address });
    const refused = await refusalTo(office.evidence.acceptEvidence(at(own)));
    expect([refused.status, refused.code]).toEqual([409, "evidence.refused"]);
    expect(refused.messages.zh).toContain("上传人不能核验自己上传的材料");
    const others = await refusalTo((await server.as("lead")).evidence.withdrawEvidence({ ...at(own), note: "撤" }));
    expect([others.status, others.code]).toEqual([403, "evidence.not-yours"]);
  });

  test("看不到任务的人，与任务不存在，答复一样；牵头单位不能核验", async () => {
    const piece = await addLink("牵头单位的");
    const nowhere = "00000000-0000-7000-8000-0000000000ff";
    const district = await server.as("district");
    for (const refused of [
      await refusalTo(district.evidence.getEvidence({ programmeId, evidenceId: piece.id })),
      await refusalTo(district.evidence.listEvidence({ programmeId, ...subject })),
      await refusalTo(district.evidence.addLink({ programmeId, ...subject, title: "越权", address })),
      await refusalTo((await server.as("office")).evidence.getEvidence({ programmeId, evidenceId: nowhere as never })),
      await refusalTo((await server.as("office")).evidence.listEvidence({ programmeId, ...subject, kind: "nothing" })),
      await refusalTo(
        (await server.as("office")).evidence.listEvidence({ programmeId, kind: "task", subjectId: nowhere }),
      ),
    ])
      expect([refused.status, refused.code]).toEqual([404, "evidence.absent"]);
    const lead = await refusalTo((await server.as("lead")).evidence.acceptEvidence(at(piece)));
    expect([lead.status, lead.code]).toEqual([403, "evidence.not-yours"]);
  });
});

describe("涉密检查", () => {
  test("密级标志一律拒绝，说明也不放行；疑似字样经说明后放行，说明留在版次和事件里", async () => {
    const mark = await refusalTo(addLink("机密★ 会议纪要", { declared: "不涉密" }));
    expect([mark.status, mark.code]).toEqual([422, "evidence.secret-mark"]);
    const words = await refusalTo(addLink("内部资料汇编"));
    expect([words.status, words.code]).toEqual([422, "evidence.secret-words"]);
    expect(words.messages.zh).toContain("本系统不得存放涉密材料");
    expect(words.messages.zh).toContain("内部资料");
    const piece = await addLink("内部资料汇编", { declared: "刊物名称，已公开发行" });
    expect(piece.editions[0]?.declared).toBe("刊物名称，已公开发行");
    const event = await server.database.db
      .selectFrom("event")
      .select("after")
      .where("subject_id", "=", piece.id)
      .executeTakeFirstOrThrow();
    expect(event.after).toMatchObject({ declared: "刊物名称，已公开发行" });
  });
});

test(`一项记录最多 ${maxEvidence} 份，说明怎么办；撤回一份就能再交`, async () => {
  const lead = await server.as("lead");
  const { items } = await lead.evidence.listEvidence({ programmeId, ...subject });
  const alive = items.filter((item) => !["withdrawn", "locked"].includes(item.state));
  for (let n = alive.length; n < maxEvidence; n += 1) await addLink(`材料${n}`);
  const refused = await refusalTo(addLink("再来一份"));
  expect([refused.status, refused.code]).toEqual([409, "evidence.too-many"]);
  const mine = alive.find((item) => item.abilities.withdraw?.allowed) as Evidence;
  await lead.evidence.withdrawEvidence({ ...at(mine), note: "腾地方" });
  await addLink("再来一份");
});
