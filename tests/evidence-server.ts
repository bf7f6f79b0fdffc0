// A server with the lead unit's tasks, and the ways in which tests bring evidence to them and take it back.
import { createHash, randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Evidence } from "../src/domain/evidence/model.ts";
import type { ProgrammeId } from "../src/domain/pilot/model.ts";
import { docxOfBody, wordParagraph } from "./fixtures/files/write-plan.ts";
import { startServer } from "./start-server.ts";

export const bytes = (text: string) => new TextEncoder().encode(text);
export const sha256 = (content: Uint8Array) => createHash("sha256").update(content).digest("hex");
export const png = (more = "") =>
  Buffer.concat([
    Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489", "hex"),
    bytes(more),
    randomBytes(64),
  ]);
export const docx = (text: string) => docxOfBody(wordParagraph(text));
export const fileOf = (name: string, content: Uint8Array) => new File([new Uint8Array(content)], name);

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" });
  } catch {
    return [];
  }
};

export type EvidenceServer = Awaited<ReturnType<typeof startEvidenceServer>>;

export async function startEvidenceServer() {
  const server = await startServer();
  const programmeId = server.programmeId as ProgrammeId;
  const tasks = (await (await server.as("lead")).tasks.listTasks({ programmeId })).items.map(
    (task) => task.id as string,
  );
  return {
    server,
    programmeId,
    tasks,
    async upload(
      name: string,
      content: Uint8Array,
      { task = 0, ...more }: { title?: string; declared?: string; task?: number } = {},
    ) {
      const subjectId = tasks[task] as string;
      const lead = await server.as("lead");
      return lead.evidence.addFile({ programmeId, kind: "task", subjectId, ...more, file: fileOf(name, content) });
    },
    async download(piece: Evidence, number: number, headers: Record<string, string> = {}, method = "GET") {
      return fetch(`${server.base}/api/v1/programmes/${programmeId}/evidence/${piece.id}/editions/${number}/file`, {
        method,
        headers: { cookie: (await server.as("office")).cookie, ...headers },
      });
    },
    at: (piece: Pick<Evidence, "id" | "version">) => ({ programmeId, evidenceId: piece.id, version: piece.version }),
    /** Names of the files that are kept, and of those that are arriving. */
    kept: () =>
      namesIn(join(server.folder, "files"))
        .map((path) => path.split("/").at(-1) as string)
        .filter((name) => name.length > 2),
    arrivals: () => namesIn(join(server.folder, "arrivals")),
  };
}
