// Why a database cannot be opened, migrated, backed up or restored, in words an operator can act on.

import { defineFaults } from "../kernel/errors.ts";

const start = { category: "unavailable" } as const;

export const databaseRefusal = defineFaults({
  "database.url": {
    ...start,
    en: "DATABASE_URL is not readable: write postgres://user:password@host:5432/database, special characters in the password percent-encoded",
    zh: "DATABASE_URL 无法识别：请写成 postgres://用户:密码@主机:5432/数据库，密码中的特殊字符用百分号编码",
  },
  "database.unreachable": {
    ...start,
    en: "PostgreSQL at {address} does not answer ({reason}): start it, or correct DATABASE_URL",
    zh: "PostgreSQL（{address}）无应答（{reason}）：请启动数据库，或更正 DATABASE_URL",
  },
  "database.sign-in": {
    ...start,
    en: "PostgreSQL at {address} refused the sign-in ({reason}): correct user and password in DATABASE_URL",
    zh: "PostgreSQL（{address}）拒绝登录（{reason}）：请更正 DATABASE_URL 中的用户名和密码",
  },
  "database.absent": {
    ...start,
    en: "PostgreSQL has no database {address}: create it with createdb, or correct DATABASE_URL",
    zh: "PostgreSQL 上没有数据库 {address}：请用 createdb 新建，或更正 DATABASE_URL",
  },
  "database.server-too-old": {
    ...start,
    en: "PostgreSQL {version} is too old: upgrade the server to {oldest} or newer",
    zh: "PostgreSQL {version} 版本过低：请将服务器升级到 {oldest} 或更高版本",
  },
  "database.encoding": {
    ...start,
    en: "The database is encoded in {encoding}: create one with createdb --encoding=UTF8 --template=template0",
    zh: "数据库编码为 {encoding}：请用 createdb --encoding=UTF8 --template=template0 新建数据库",
  },
  "database.in-use": {
    ...start,
    en: "The data folder {folder} is in use by {owner}: stop that process, or choose another folder",
    zh: "数据目录 {folder} 正被占用（{owner}）：请先停止该进程，或改用其他目录",
  },
  "database.lock": {
    ...start,
    en: "The lock {folder}.lock cannot be taken ({reason}): put the data folder on a local disk this user may write to",
    zh: "无法取得锁文件 {folder}.lock（{reason}）：请把数据目录放在当前用户可写的本地磁盘上",
  },
  "database.not-a-database": {
    ...start,
    en: "The folder {folder} holds files but no database: choose an empty folder, or the one the data is in",
    zh: "目录 {folder} 中有文件但不是数据库：请选择空目录，或数据所在的目录",
  },
  "database.newer-engine": {
    ...start,
    en: "The data folder {folder} was written by a newer program ({theirs}; this one has {ours}): install the newer program, or restore a backup made before the upgrade",
    zh: "数据目录 {folder} 由更新的程序写入（{theirs}；本程序为 {ours}）：请安装新版程序，或恢复升级前的备份",
  },
  "database.older-engine": {
    ...start,
    en: "The data folder {folder} is of an older engine ({theirs}; this one has {ours}): export with the program that wrote it and import here",
    zh: "数据目录 {folder} 属于旧版数据库引擎（{theirs}；本程序为 {ours}）：请用原程序导出后再导入",
  },
  "database.not-durable": {
    ...start,
    en: "The embedded database does not write its commits through to the disk: reinstall the pinned packages (npm ci), or use PostgreSQL by DATABASE_URL",
    zh: "嵌入式数据库未能把提交写入磁盘：请重新安装锁定版本的依赖（npm ci），或用 DATABASE_URL 指定 PostgreSQL",
  },
  "database.stopped": {
    ...start,
    en: "The embedded database has stopped so as to lose nothing ({reason}): mend the disk (space, health, rights) and start the program again",
    zh: "为避免数据丢失，嵌入式数据库已停止（{reason}）：请检查磁盘（空间、健康、权限）后重新启动程序",
  },
  "migration.name": {
    ...start,
    en: "Migration {name} is out of line: name the files 0001_name.sql, 0002_name.sql … without gaps or doubles",
    zh: "迁移文件 {name} 编号有误：请按 0001_name.sql、0002_name.sql …… 连续编号，不得重号、跳号",
  },
  "migration.busy": {
    ...start,
    en: "Another process has been migrating this database for ten minutes: find it in pg_stat_activity, end it if it hangs, and start again",
    zh: "另一个进程迁移本数据库已超过十分钟：请在 pg_stat_activity 中查看，如已卡住请终止后重试",
  },
  "migration.newer-database": {
    ...start,
    en: "The database is newer than this program (it has {name}): install the newer program, or restore a backup made before the upgrade",
    zh: "数据库版本高于本程序（已有 {name}）：请安装新版程序，或恢复升级前的备份",
  },
  "migration.missing": {
    ...start,
    en: "Migration {name} was applied but its file is missing: put the released file back",
    zh: "迁移 {name} 已执行，但文件缺失：请放回发布版本中的原文件",
  },
  "migration.changed": {
    ...start,
    en: "Migration {name} was changed after it had been applied: put the released file back and write the change as a new file",
    zh: "迁移 {name} 执行后被改动：请放回发布版本中的原文件，改动另写为新的迁移文件",
  },
  "migration.failed": {
    ...start,
    en: "Migration {name} failed and nothing of it was kept ({reason}): mend the cause and start again",
    zh: "迁移 {name} 失败并已全部撤销（{reason}）：请排除原因后重试",
  },
  "backup.server": {
    category: "unsupported",
    en: "This database is a PostgreSQL server: back it up with pg_dump --format=custom, restore it with pg_restore",
    zh: "当前数据库是 PostgreSQL 服务器：请用 pg_dump --format=custom 备份，用 pg_restore 恢复",
  },
  "backup.too-large": {
    category: "tooLarge",
    en: "The database is {size} MB, beyond the {limit} MB of an online backup: stop the program and copy the data folder",
    zh: "数据库大小为 {size} MB，超过在线备份上限 {limit} MB：请停止程序后复制数据目录",
  },
  "backup.no-digest": {
    category: "invalid",
    en: "The digest {file}.sha256 is missing: put it beside the backup",
    zh: "缺少校验文件 {file}.sha256:请将其与备份放在一起",
  },
  "backup.damaged": {
    category: "invalid",
    en: "The backup {file} does not match its digest: copy it again from where it was made, or take an earlier one",
    zh: "备份 {file} 与校验值不符：请从原处重新拷贝，或使用更早的备份",
  },
  "backup.folder-in-the-way": {
    category: "conflict",
    en: "The folder {folder} is not empty: move it away first, nothing is overwritten",
    zh: "目录 {folder} 不为空：请先移走，恢复不会覆盖现有数据",
  },
});
