// The sample pilot of demo mode: the real plan under samples/, compiled and confirmed through the same services as any upload.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Database } from "../../database/database.ts";
import { programActor } from "../../domain/accounts/model.ts";
import { seedDemoOfficials } from "../../domain/accounts/seed.ts";
import { changeImport, confirmImport, readUpload, startImport } from "../../domain/intake/service.ts";
import { seedChongqingUnits } from "../../domain/organisations/seed.ts";
import { attachToProgramme } from "../../domain/organisations/service.ts";
import { joinProgramme } from "../../domain/pilot/service.ts";
import type { Tables } from "../../domain/tables.ts";
import { ownCall } from "../../kernel/call.ts";
import type { Clock } from "../../kernel/clock.ts";

const samplePlan = fileURLToPath(new URL("../../../samples/chongqing-2021-services-opening.txt", import.meta.url));

/** Enters the units of the pilot, the demo officials and the plan, in one transaction. */
export async function seedSamplePilot(database: Database<Tables>, clock: Clock, zone: string): Promise<void> {
  const file = { name: "chongqing-2021-services-opening.txt", bytes: await readFile(samplePlan) };
  const { plan } = await readUpload({ file });
  await database.db.transaction().execute(async (tx) => {
    const call = ownCall(programActor, clock.now(), zone, "demo.seed");
    const units = await seedChongqingUnits(tx, call);
    const officials = await seedDemoOfficials(tx, call);
    const office = ownCall(officials.office, clock.now(), zone, "demo.seed");
    const started = await startImport(tx, office, { file, plan });
    const settled = await changeImport(tx, office, {
      importId: started.id,
      version: started.version,
      findings: started.findings.map((finding) => ({
        key: finding.key,
        settled: true,
        decision: "附件止于第 4 项:先按 4 项建立台账,取得完整附件后再导入",
      })),
    });
    const { programmeId } = await confirmImport(tx, office, {
      importId: settled.id,
      version: settled.version,
      programmeId: null,
      startsOn: null,
    });
    await joinProgramme(tx, office, programmeId, units.participants);
    await attachToProgramme(tx, office, programmeId, units.pilotUnits);
  });
}
