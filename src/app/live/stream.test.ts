// A reader's stream: the text browsers expect, and a bound on what waits for a reader that does not keep up.
import { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import type { LiveEvent } from "./model.ts";
import { openStream } from "./stream.ts";

const big: LiveEvent = {
  event: "change",
  data: { changes: [{ kind: "task", ids: Array(500).fill(crypto.randomUUID()) }] },
};

test("文本合乎事件流格式：重连时间、事件、标记、一行数据、心跳", async () => {
  const { readable, send, beat, end } = openStream(
    () => {},
    () => 0.5,
  );
  send({ event: "ready", data: {} }, "m-1");
  send({ event: "resync", data: {} });
  beat();
  end();
  const text = Buffer.concat(await readable.toArray()).toString();
  expect(text).toBe("retry: 2500\n\nevent: ready\nid: m-1\ndata: {}\n\nevent: resync\ndata: {}\n\n:\n\n");
});

test("根本不读的人：攒到上限就断开，内存有界", () => {
  const onClose = vi.fn();
  const { readable, send } = openStream(onClose);
  for (let turn = 0; turn < 1000 && !readable.destroyed; turn += 1) send(big);
  expect(readable.destroyed).toBe(true);
  expect(readable.readableLength).toBeLessThan(300 * 1024);
});

test("读得慢的人：积压超过上限同样断开；跟得上的人不受影响", async () => {
  const closed: string[] = [];
  const [slow, quick] = [openStream(() => closed.push("slow")), openStream(() => closed.push("quick"))];
  let read = 0;
  slow.readable.pipe(new Writable({ write: (_chunk, _encoding, done) => void setTimeout(done, 1000).unref() }));
  quick.readable.pipe(
    new Writable({
      write(chunk, _encoding, done) {
        read += chunk.length;
        done();
      },
    }),
  );
  for (let turn = 0; turn < 60; turn += 1) {
    slow.send(big);
    quick.send(big);
    await sleep(1);
  }
  expect(closed).toEqual(["slow"]);
  expect(read).toBeGreaterThan(60 * 15_000);
  quick.end();
  await vi.waitFor(() => expect(closed).toEqual(["slow", "quick"]));
});

test("关闭时还有话没送完的人，片刻之后也断开", async () => {
  const onClose = vi.fn();
  const { send, end } = openStream(onClose);
  send(big);
  end();
  send(big);
  await vi.waitFor(() => expect(onClose).toHaveBeenCalledOnce(), { timeout: 5000 });
});
