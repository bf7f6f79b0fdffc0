// Files of 100 MB up and down against a server that only writes and reads them: megabytes a second, and memory added.
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { residentMb } from "./measure.ts";
import type { Figure, Running } from "./service.ts";

const size = 100 * 1024 * 1024;
const rounds = 3;
const boundary = "----shidian-bench";

/** Text that differs in each round, so that no file is there already. */
function* body(round: number, fields: Record<string, string>): Generator<Buffer> {
  const lines = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="bench-${round}.txt"\r\n\r\n`;
  yield Buffer.from(`${lines.join("")}${head}${process.pid} ${round} `);
  const piece = Buffer.alloc(256 * 1024, "a");
  for (let sent = 0; sent < size - piece.length; sent += piece.length) yield piece;
  yield Buffer.from(`\r\n--${boundary}--\r\n`);
}

const multipart = { "content-type": `multipart/form-data; boundary=${boundary}` };

async function send(url: string, round: number, fields: Record<string, string>, headers: Record<string, string>) {
  const chunks = body(round, fields);
  const response = await fetch(url, {
    method: "POST",
    headers: { ...headers, ...multipart },
    body: ReadableStream.from(chunks),
    duplex: "half",
  } as RequestInit);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}

async function drain(url: string, headers: Record<string, string>): Promise<void> {
  const response = await fetch(url, { headers });
  if (!response.ok || !response.body) throw new Error(`${response.status}`);
  for await (const _ of response.body);
}

/** The bare server: what comes is written, what is asked is read. */
async function startBareFiles() {
  const folder = mkdtempSync(join(tmpdir(), "shidian-bench-files-"));
  const server = createServer(async (request, response) => {
    const path = join(folder, "file");
    if (request.method === "POST") await pipeline(request, createWriteStream(path));
    else return void pipeline(createReadStream(path, { highWaterMark: 256 * 1024 }), response);
    response.end("{}");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function rateOf(act: (round: number) => Promise<unknown>): Promise<number> {
  let best = 0;
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await act(round);
    best = Math.max(best, size / 1024 / 1024 / ((performance.now() - began) / 1000));
  }
  return Math.round(best);
}

/** Upload and download through the whole product, of a task's evidence; memory is what the server's process adds. */
export async function evidenceFigures(
  engine: string,
  ours: Running,
  at: { programmeId: string; taskId: string; cookie: string },
): Promise<Figure[]> {
  const bare = await startBareFiles();
  const headers = { cookie: at.cookie };
  const evidence = `http://127.0.0.1:${ours.port}/api/v1/programmes/${at.programmeId}/evidence`;
  const before = residentMb(ours.pid);
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, residentMb(ours.pid));
  }, 20);
  try {
    const bareUp = await rateOf((round) => send(bare.url, round, {}, {}));
    const bareDown = await rateOf(() => drain(bare.url, {}));
    let last = "";
    const up = await rateOf(async (round) => {
      last = await send(`${evidence}/files`, round, { kind: "task", subjectId: at.taskId }, headers);
    });
    const { id } = JSON.parse(last) as { id: string };
    const down = await rateOf(() => drain(`${evidence}/${id}/editions/1/file`, headers));
    const figure = (name: string, value: number, bareValue: number): Figure => ({
      name,
      engine,
      value,
      unit: "MB/s",
      bare: bareValue,
      ratio: Math.round((bareValue / value) * 100) / 100,
    });
    return [
      figure("evidence-upload-100-mb", up, bareUp),
      figure("evidence-download-100-mb", down, bareDown),
      { name: "evidence-memory-added", engine, value: Math.round(peak - before), unit: "MB" },
    ];
  } finally {
    clearInterval(watch);
    bare.close();
  }
}
