//! The command line as types.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use kernel::Instant;

/// 安行 Anxing: runs a safety campaign from its plan to its proof.
#[derive(Parser)]
#[command(name = "anxing", version, about, arg_required_else_help = true)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Check, compile and compare plan files 方案文件
    #[command(subcommand)]
    Plan(PlanCommand),
    /// Serve the console, the API and the public pages 启动服务
    Serve(ServeOptions),
    /// Fill a fresh folder with a campaign that is alive, and serve it 演示
    Demo(DemoOptions),
    /// Play a campaign from a seed and compare every figure after each day 演练与核对
    Rehearse(RehearseOptions),
    /// The server of a rehearsal with faults, started and told the time by it
    #[command(hide = true, name = "rehearsed-server")]
    RehearsedServer(KeeperOptions),
    /// Bring the database's schema up to date 升级数据库结构
    Migrate(Place),
    /// Say what is wrong with this installation; exit 0 fine, 1 findings 自检
    Doctor(DoctorOptions),
    /// Copy database, files and settings into one file, beside a running server 备份
    Backup(BackupOptions),
    /// Bring a backup back into an empty place 恢复
    Restore(RestoreOptions),
    /// Print the OpenAPI document 接口文档
    Openapi,
    /// Print the rights of every post 权限表
    Rights,
    /// People and their passwords 账号
    #[command(subcommand)]
    User(UserCommand),
    /// The audit trail 审计
    #[command(subcommand)]
    Audit(AuditCommand),
}

#[derive(Subcommand)]
pub enum AuditCommand {
    /// Find a changed, removed or inserted line; exit 0 clean, 1 findings 校验审计记录是否被改动
    Verify {
        #[command(flatten)]
        place: Place,
        /// Number and digest of a line that were written down earlier 此前抄录的 编号:摘要
        #[arg(long, value_name = "SEQ:DIGEST")]
        expect: Option<audit::Pin>,
    },
}

/// Where the installation keeps its things.
#[derive(Clone, Debug, ClapArgs)]
pub struct Place {
    /// Folder for files, settings and (without --database-url) the SQLite database 数据目录
    #[arg(long, default_value = "data", env = "ANXING_DATA")]
    pub data: PathBuf,
    /// A PostgreSQL database (15 or newer) instead of SQLite 数据库地址
    #[arg(long, env = "ANXING_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// The key that closes the secrets of second factors; second-factor.key in the data folder when left out 两步验证密钥文件
    #[arg(long, env = "ANXING_KEY_FILE")]
    pub key_file: Option<PathBuf>,
}

#[derive(Clone, Debug, ClapArgs)]
pub struct DoctorOptions {
    #[command(flatten)]
    pub place: Place,
    /// Read every file to its end instead of a sample 逐个核对附件
    #[arg(long)]
    pub all: bool,
    /// For people or for programs 输出形式
    #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
    pub format: CheckFormat,
}

#[derive(Clone, Debug, ClapArgs)]
pub struct BackupOptions {
    /// The file to write; it must not exist 备份文件
    pub file: PathBuf,
    /// Only check a backup that exists: exit 0 whole, 1 not 只核对已有的备份
    #[arg(long)]
    pub verify: bool,
    /// The fingerprint that was written down when it was made 此前抄录的指纹
    #[arg(long, value_name = "SHA256", requires = "verify")]
    pub expect: Option<String>,
    #[command(flatten)]
    pub place: Place,
}

#[derive(Clone, Debug, ClapArgs)]
pub struct RestoreOptions {
    /// The backup 备份文件
    pub file: PathBuf,
    /// The fingerprint that was written down when it was made 此前抄录的指纹
    #[arg(long, value_name = "SHA256")]
    pub expect: Option<String>,
    #[command(flatten)]
    pub place: Place,
}

#[derive(Clone, Debug, ClapArgs)]
pub struct ServeOptions {
    #[command(flatten)]
    pub place: Place,
    /// Address and port to listen on 监听地址
    #[arg(long, default_value = "127.0.0.1:8021", env = "ANXING_LISTEN")]
    pub listen: SocketAddr,
    /// Work days; calendar.yaml in the data folder when left out, and without one the shipped calendar 工作日历
    #[arg(long, env = "ANXING_CALENDAR")]
    pub calendar: Option<PathBuf>,
    /// Make a new key for second factors although the database knows another one that is lost 原密钥丢失时换新
    #[arg(long)]
    pub new_key: bool,
}

#[derive(Clone, Debug, ClapArgs)]
pub struct DemoOptions {
    /// A folder that does not exist yet, or is empty; a temporary one when left out 数据目录
    #[arg(long)]
    pub data: Option<PathBuf>,
    /// Address and port to listen on 监听地址
    #[arg(long, default_value = "127.0.0.1:8021")]
    pub listen: SocketAddr,
    /// The instant at which the demo begins 演示起始时刻
    #[arg(long, default_value = "2021-06-16T10:00:00+08:00")]
    pub now: Instant,
    /// Work days, in the form of plans/calendars/cn.yaml, which is used when left out 工作日历
    #[arg(long)]
    pub calendar: Option<PathBuf>,
    /// Rehearse the campaign of this seed up to that instant instead of playing the story 按种子演练
    // A rehearsal counts work days by the calendar that its auditor knows.
    #[arg(long, conflicts_with = "calendar")]
    pub seed: Option<u64>,
    /// The clock stands still at that instant, so that pictures of it are the same every time 时钟静止
    #[arg(long)]
    pub still: bool,
}

#[derive(Clone, Debug, ClapArgs)]
pub struct RehearseOptions {
    /// The plan file 方案文件
    pub plan: PathBuf,
    /// The units: key,name,kind,parent,region_code,attributes,valid_from,valid_to 单位表
    #[arg(long)]
    pub units: PathBuf,
    /// The same seed plays the same year 种子
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// The first day that is played 起始日期
    #[arg(long, default_value = "2021-06-01")]
    pub from: kernel::Day,
    /// The last day 结束日期
    #[arg(long, default_value = "2021-06-30")]
    pub until: kernel::Day,
    /// So many enterprises in the place of each one 放大倍数
    #[arg(long, default_value_t = 1)]
    pub scale: usize,
    /// How many cities take part with their people; 0 is all of them 参与的市
    #[arg(long, default_value_t = 0)]
    pub cities: usize,
    /// Lost answers, double sending, cut uploads, restarts; many: also a server that is killed 故障
    #[arg(long, value_enum, default_value_t = FaultsWord::Some)]
    pub faults: FaultsWord,
    /// Kinds of events that take no part, separated by commas 不参与的事件种类
    #[arg(long, value_delimiter = ',')]
    pub without: Vec<String>,
    /// Leave the play after this day, although it was planned until --until 提前结束
    #[arg(long, value_name = "DATE")]
    pub stop: Option<kernel::Day>,
    /// After a difference, look for a shorter run that shows it too 找出更短的重放
    #[arg(long)]
    pub shorten: bool,
    /// Keep every request and answer in this file 逐条记录
    #[arg(long, value_name = "FILE")]
    pub transcript: Option<PathBuf>,
    /// Play nothing: say what the plan will ask of everybody 负荷报告
    #[arg(long, value_enum)]
    pub report: Option<ReportFormat>,
    /// The file to write the report to; standard output when left out 报告文件
    #[arg(long, value_name = "FILE", requires = "report")]
    pub output: Option<PathBuf>,
    /// An empty PostgreSQL database instead of SQLite in a temporary folder 空的数据库
    #[arg(long, env = "ANXING_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FaultsWord {
    None,
    Some,
    Many,
}

impl FaultsWord {
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Some => "some",
            Self::Many => "many",
        }
    }
}

impl From<FaultsWord> for rehearsal::Faults {
    fn from(word: FaultsWord) -> Self {
        match word {
            FaultsWord::None => Self::None,
            FaultsWord::Some => Self::Some,
            FaultsWord::Many => Self::Many,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    Html,
    Json,
}

#[derive(Clone, Debug, ClapArgs)]
pub struct KeeperOptions {
    #[command(flatten)]
    pub place: Place,
    /// Ids are drawn from it
    #[arg(long)]
    pub seed: u64,
}

#[derive(Subcommand)]
pub enum PlanCommand {
    /// Find what is wrong in a plan file; exit 0 clean, 1 problems, 2 unreadable 校验
    Check {
        /// The plan file 方案文件
        file: PathBuf,
        /// Work days, in the form of plans/calendars/cn.yaml, which is used when left out 工作日历
        #[arg(long)]
        calendar: Option<PathBuf>,
        /// For people or for programs 输出形式
        #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
        format: CheckFormat,
    },
    /// Who owes what, by which instant, at least how many 应办事项
    Obligations {
        /// The plan file 方案文件
        file: PathBuf,
        /// The units: key,name,kind,parent,region_code,attributes,valid_from,valid_to 单位表
        #[arg(long)]
        units: PathBuf,
        /// Only the unit with this key 只看这个单位
        #[arg(long)]
        unit: Option<String>,
        /// Work days, in the form of plans/calendars/cn.yaml, which is used when left out 工作日历
        #[arg(long)]
        calendar: Option<PathBuf>,
        /// A table for people, or a file for other programs and calendars 输出形式
        #[arg(long, value_enum, default_value_t = ObligationFormat::Table)]
        format: ObligationFormat,
    },
    /// What a newer plan changes for each unit 差异
    Diff {
        /// The plan file that runs 现行方案
        old: PathBuf,
        /// The plan file that would follow 新方案
        new: PathBuf,
        /// The units: key,name,kind,parent,region_code,attributes,valid_from,valid_to 单位表
        #[arg(long)]
        units: PathBuf,
        /// Work days, in the form of plans/calendars/cn.yaml, which is used when left out 工作日历
        #[arg(long)]
        calendar: Option<PathBuf>,
        /// For people or for programs 输出形式
        #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
        format: CheckFormat,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    Human,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ObligationFormat {
    Table,
    Json,
    Csv,
    Ics,
}

#[derive(Subcommand)]
pub enum UserCommand {
    /// List everybody who can log in 列出账号
    List(Place),
    /// Add a person with one post 新建账号
    Add {
        /// The name that is shown 姓名
        #[arg(long)]
        name: String,
        /// The name to log in with 登录名
        #[arg(long)]
        login: String,
        /// office, city_officer, security_admin ... 岗位
        #[arg(long)]
        role: String,
        /// Key of the unit; the authority itself when left out 单位编码
        #[arg(long)]
        unit: Option<String>,
        #[command(flatten)]
        place: Place,
    },
    /// Give a person a new one-time password 重置口令
    Reset {
        /// The name to log in with 登录名
        login: String,
        /// Take away a lost second factor instead 解除两步验证
        #[arg(long)]
        second_factor: bool,
        #[command(flatten)]
        place: Place,
    },
    /// A person may no longer log in 停用账号
    Disable {
        /// The name to log in with 登录名
        login: String,
        #[command(flatten)]
        place: Place,
    },
    /// A person may log in again 启用账号
    Enable {
        /// The name to log in with 登录名
        login: String,
        #[command(flatten)]
        place: Place,
    },
}
