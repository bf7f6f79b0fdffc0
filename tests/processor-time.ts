// Processor time in terms of this machine: a fixed piece of plain work is measured beside, so that a slow hour decides no test.
import { deflateSync, inflateSync } from "node:zlib";

/** Milliseconds that the plain work takes on the machine whose milliseconds the tests are written in. */
const writtenIn = 120;

const packed = deflateSync(new Uint8Array(20_000_000));

/** Inflates 20 MB and adds up every byte: neither allocates much nor waits for anything. */
function plainWork(): number {
  const start = process.threadCpuUsage();
  let sum = 0;
  for (const byte of inflateSync(packed)) sum += byte + 1;
  const { user, system } = process.threadCpuUsage(start);
  if (sum !== 20_000_000) throw new Error("the plain work was not done");
  return (user + system) / 1_000;
}

/** @returns by how much the machine is slower now than the one the tests were written on; 1 where it is as quick or quicker */
export const slowness = (): number => Math.max(1, plainWork() / writtenIn);
