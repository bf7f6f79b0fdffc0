// Which addresses the server may call: none of its own machine or network, whatever their name says, unless the operator allows it.
import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";

/** Networks that are not the public internet (IANA special-purpose registries, RFC 6890). */
const inner = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  inner.addSubnet(network, prefix, "ipv4");

/** Of IPv6 only what is given out to the world, without the ways back into IPv4 (6to4, Teredo, documentation). */
const outer6 = new BlockList();
outer6.addSubnet("2000::", 3, "ipv6");
const inner6 = new BlockList();
for (const [network, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  inner6.addSubnet(network, prefix, "ipv6");

/** Is a numeric address one of the public internet? */
export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !inner.check(address, "ipv4");
  if (isIP(address) === 6) return outer6.check(address, "ipv6") && !inner6.check(address, "ipv6");
  return false;
}

export type Words = { zh: string; en: string };

const why = {
  form: { zh: "不是完整的 http(s) 地址", en: "it is no complete http(s) address" },
  user: { zh: "不能含用户名或密码", en: "it must not hold a user name or password" },
  https: { zh: "须用 https", en: "it must use https" },
  inner: { zh: "指向内部网络，须由运维人员允许", en: "it leads into an inner network, which the operators must allow" },
  unknown: { zh: "找不到该主机", en: "its host is not found" },
} satisfies Record<string, Words>;

/** Is the text an address that may be called at all, before its name is looked up? */
export function readAddress(text: string, allowInner: boolean): { url: URL } | { why: Words } {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !["http:", "https:"].includes(url.protocol) || url.hostname === "") return { why: why.form };
  if (url.username || url.password) return { why: why.user };
  if (!allowInner && url.protocol !== "https:") return { why: why.https };
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!allowInner && isIP(host) && !isPublic(host)) return { why: why.inner };
  url.hash = "";
  return { url };
}

/**
 * The numeric address to call for a host. It is looked up once and that answer is called, so that a name cannot show
 * one address to the guard and another to the connection.
 */
export async function resolveHost(
  url: URL,
  allowInner: boolean,
): Promise<{ address: string; family: number } | { why: Words }> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const found = isIP(host)
    ? [{ address: host, family: isIP(host) }]
    : await lookup(host, { all: true, verbatim: true }).catch(() => []);
  const [first] = found;
  if (!first) return { why: why.unknown };
  if (!allowInner && !found.every((one) => isPublic(one.address))) return { why: why.inner };
  return first;
}
