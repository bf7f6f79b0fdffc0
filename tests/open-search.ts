// The search asked over real HTTP: the sample pilot, a second one that few take part in, and who asks what.
import type { DemoOfficial } from "../src/domain/accounts/model.ts";
import type { ProgrammeId } from "../src/domain/pilot/model.ts";
import type { TestServer } from "./start-server.ts";

/** 演示数据: a second pilot, in which 市科技局 and 渝中区 take no part. */
export const nightSchools = (numbers: readonly number[], leads: readonly string[], extra: readonly string[] = []) =>
  [
    "云岭示范区夜校试点工作方案(演示数据)",
    "云岭发〔2021〕18号",
    "2021年9月1日",
    "一、主要任务",
    ...extra,
    ...numbers.map(
      (number, index) =>
        `${index + 1}.开设演示夜校第${number}所。面向云岭居民招生,第${number}批。(${leads[index % leads.length]}负责)`,
    ),
  ].join("\n");

/** Enters the second pilot and gives what the tests of the search ask with; each official signs in once. */
export async function openSearch(server: TestServer) {
  const entered = new Map<DemoOfficial, ReturnType<TestServer["as"]>>();
  const the = (as: DemoOfficial) => {
    const before = entered.get(as) ?? server.as(as);
    entered.set(as, before);
    return before;
  };
  const enter = async (text: string, programmeId?: ProgrammeId): Promise<ProgrammeId> => {
    const { intake } = await the("office");
    const file = new File([text], "演示.txt");
    const started = await intake.startImport({ file, ...(programmeId ? { programmeId } : {}) });
    const findings = started.findings.map(({ key }) => ({ key, settled: true }));
    const settled = await intake.changeImport({ importId: started.id, version: started.version, findings });
    return (await intake.confirmImport({ importId: settled.id, version: settled.version })).programmeId;
  };
  const ask = async (as: DemoOfficial, q: string, more: Record<string, unknown> = {}) => {
    const { search } = await the(as);
    return search.search({ q, limit: 100, ...more } as never);
  };
  const found = async (as: DemoOfficial, q: string, kind?: string) =>
    (await ask(as, q)).items.filter((hit) => !kind || hit.kind === kind);
  const second = await enter(nightSchools([1, 2], ["市教委", "市财政局"]));
  return { sample: server.programmeId as ProgrammeId, second, the, enter, ask, found };
}
