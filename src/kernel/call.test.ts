// What one request reads once.
import { expect, test } from "vitest";
import type { Actor } from "./access.ts";
import { onceInRequest, ownCall } from "./call.ts";

const actor = (name: string): Actor => ({
  personId: "00000000-0000-7000-8000-00000000aaaa",
  name,
  unitId: "00000000-0000-7000-8000-00000000bbbb",
  duties: ["office"],
  unitIds: [],
  via: "session",
  keyId: "key",
});

function counted() {
  let times = 0;
  return { read: async () => ++times, times: () => times };
}

test("只读的请求里，同一内容只读一次；名称不同、行为人不同的各读各的", async () => {
  const { read, times } = counted();
  const call = { ...ownCall(actor("甲"), 0, "UTC", "test"), readings: new WeakMap() };
  expect(await Promise.all([onceInRequest(call, "a", read), onceInRequest(call, "a", read)])).toEqual([1, 1]);
  expect(await onceInRequest(call, "b", read)).toBe(2);
  expect(await onceInRequest({ ...call, actor: actor("乙") }, "a", read)).toBe(3);
  expect(await onceInRequest({ ...call }, "a", read)).toBe(1);
  expect(times()).toBe(3);
});

test("有改动的请求和程序自己的工作每次都重新读", async () => {
  const { read } = counted();
  const call = ownCall(actor("甲"), 0, "UTC", "test");
  expect([await onceInRequest(call, "a", read), await onceInRequest(call, "a", read)]).toEqual([1, 2]);
});

test("读不到时，问几次都是同一个错误", async () => {
  const call = { ...ownCall(actor("甲"), 0, "UTC", "test"), readings: new WeakMap() };
  const failing = () => Promise.reject(new Error("没有"));
  for (let n = 0; n < 2; n += 1) await expect(onceInRequest(call, "a", failing)).rejects.toThrow("没有");
});
