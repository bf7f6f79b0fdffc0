// Settings from the environment: one table, checked once; `.env.example` is printed from it.
import { z } from "zod";

const flag = z
  .enum(["0", "1", "true", "false", ""])
  .default("")
  .transform((text) => text === "1" || text === "true");

/** Every setting: its name, form, default and meaning (zh, en). */
export const settings = {
  PORT: {
    shape: z.coerce.number().int().min(0).max(65535).default(8080),
    zh: "监听端口",
    en: "Port to listen on",
  },
  HOST: {
    shape: z.string().default("127.0.0.1"),
    zh: "监听地址；演示模式只接受本机地址",
    en: "Address to listen on; demo mode takes loopback only",
  },
  SHIDIAN_DATA: {
    shape: z.string().default("./data"),
    zh: "内嵌数据库与文件的目录",
    en: "Folder of the embedded database and files",
  },
  DATABASE_URL: {
    shape: z.string().default(""),
    zh: "PostgreSQL 15 及以上的连接地址；留空用内嵌数据库",
    en: "Address of a PostgreSQL 15 or newer; empty for the embedded database",
  },
  SHIDIAN_DEMO: { shape: flag, zh: "演示模式（演示账号，仅本机）", en: "Demo mode (demo officials, loopback only)" },
  SHIDIAN_DEMO_PILOTS: {
    shape: z.enum(["0", "1"]).default("1").transform(Number),
    zh: "演示模式首次启动时生成虚构试点（演示数据，需数秒）；0 则只有样例方案",
    en: "Make up the fictional pilots at the first start in demo mode (takes seconds); 0 leaves the sample plan alone",
  },
  SHIDIAN_POOL: {
    shape: z.coerce.number().int().min(2).max(200).default(10),
    zh: "PostgreSQL 连接数上限",
    en: "Most connections to PostgreSQL",
  },
  SHIDIAN_JOBS: {
    shape: z.coerce.number().int().min(0).max(20).default(2),
    zh: "本进程同时办理的后台任务数（内嵌数据库只用一个）；0 则由其他进程办理",
    en: "Background jobs this process works on at a time (one on the embedded database); 0 leaves them to other processes",
  },
  SHIDIAN_ZONE: {
    shape: z.string().default("Asia/Shanghai"),
    zh: "决定“今天”的时区",
    en: "Time zone that decides what day it is",
  },
  SHIDIAN_MAP: {
    shape: z
      .string()
      .regex(/^([\p{L}\p{N}_-][\p{L}\p{N}._-]{0,99}\.geojson)?$/u)
      .default(""),
    zh: "数据目录中的标准地图文件名（.geojson，须含审图号）；留空用示意图",
    en: "File name of an approved map in the data folder (.geojson with its review number); empty for a schematic",
  },
  SHIDIAN_S3_URL: {
    shape: z
      .string()
      .regex(/^(https?:\/\/[^\s?#]+\/[^\s?#/]+\/?)?$/)
      .default(""),
    zh: "S3 兼容存储的地址，含存储桶，如 https://s3.example/bucket；留空则文件存入数据目录",
    en: "Address of an S3-compatible store with its bucket (https://s3.example/bucket); empty keeps files in the data folder",
  },
  SHIDIAN_S3_REGION: {
    shape: z.string().default("us-east-1"),
    zh: "S3 兼容存储的区域",
    en: "Region of the S3-compatible store",
  },
  SHIDIAN_S3_KEY: { shape: z.string().default(""), zh: "S3 兼容存储的访问键", en: "Access key of the S3 store" },
  SHIDIAN_S3_SECRET: { shape: z.string().default(""), zh: "S3 兼容存储的密钥", en: "Secret key of the S3 store" },
  SHIDIAN_CLAMD: {
    shape: z.string().default(""),
    zh: "clamd 的地址（主机:端口，或套接字路径），用于检查上传的文件；留空不查",
    en: "Address of clamd (host:port or the path of its socket) that scans uploaded files; empty for none",
  },
  SHIDIAN_VIRUS_COMMAND: {
    shape: z.string().default(""),
    zh: "检查上传文件的程序，参数为文件路径，退出码 0 通过、1 命中；设了 clamd 时不用",
    en: "Program that scans uploaded files, given the path; exit code 0 clean, 1 virus; unused where clamd is set",
  },
  SHIDIAN_URL: {
    shape: z
      .string()
      .regex(/^(https?:\/\/[\w.:[\]-]+)?$/)
      .default(""),
    zh: "本系统对用户的地址，如 https://shidian.example.gov.cn，用于邮件和推送中的链接",
    en: "Address of this installation for its users, for links in mail and webhooks",
  },
  SHIDIAN_SMTP: {
    shape: z
      .string()
      .regex(/^(smtps?:\/\/\S+)?$/)
      .default(""),
    zh: "邮件服务器，smtp://用户:口令@主机:端口 或 smtps://…；留空不发邮件",
    en: "Mail server, smtp://user:password@host:port or smtps://…; empty: no mail",
  },
  SHIDIAN_MAIL_FROM: {
    shape: z
      .string()
      .regex(/^[^\r\n]{0,200}$/)
      .default("试点通 <shidian@localhost>"),
    zh: "邮件的发件人",
    en: "Sender of mail",
  },
  SHIDIAN_INNER_WEBHOOKS: {
    shape: flag,
    zh: "允许推送到内部网络和本机地址（含 http）；默认拒绝",
    en: "Allow webhooks into the inner network and this machine (http too); refused unless set",
  },
  SHIDIAN_LOG: {
    shape: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
    zh: "日志级别",
    en: "Log level",
  },
  SHIDIAN_SECURE_COOKIE: {
    shape: flag,
    zh: "会话 Cookie 只经 HTTPS 发送；正式部署必须打开",
    en: "Send the session cookie over HTTPS only; must be on in production",
  },
  SHIDIAN_TRUST_PROXY: {
    shape: flag,
    zh: "相信反向代理给出的客户端地址",
    en: "Believe the client address that a reverse proxy gives",
  },
} as const;

export type Config = { [K in keyof typeof settings]: z.output<(typeof settings)[K]["shape"]> };

/**
 * Reads every setting and reports all problems at once.
 * @returns the settings, or the problems, one line each
 */
export function readConfig(
  env: Record<string, string | undefined>,
): { config: Config } | { problems: { name: string; zh: string; en: string }[] } {
  const config: Record<string, unknown> = {};
  const problems: { name: string; zh: string; en: string }[] = [];
  for (const [name, setting] of Object.entries(settings)) {
    const parsed = setting.shape.safeParse(env[name] || undefined);
    if (parsed.success) config[name] = parsed.data;
    else {
      const fallback = setting.shape.parse(undefined);
      const given = JSON.stringify(env[name]);
      problems.push({
        name,
        zh: `${name}（${setting.zh}）不能是 ${given}，请更正，或去掉它以使用默认值 ${JSON.stringify(fallback)}`,
        en: `${name} (${setting.en}) cannot be ${given}: correct it, or drop it for the default ${JSON.stringify(fallback)}`,
      });
    }
  }
  return problems.length > 0 ? { problems } : { config: config as Config };
}

/** The text of `.env.example`. */
export function printEnvExample(): string {
  return Object.entries(settings)
    .map(([name, { shape, zh, en }]) => {
      const fallback = shape.parse(undefined);
      return `# ${zh}\n# ${en}\n# ${name}=${fallback === false ? "" : fallback}\n`;
    })
    .join("\n");
}
