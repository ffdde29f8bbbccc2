//! `anxing user`: for the operator at the terminal, who already has access to the data.

use std::process::ExitCode;

use org::{accounts, tenant::FIRST};

use crate::{
    Trouble,
    args::{Place, UserCommand},
    out::say,
};

pub async fn run(command: UserCommand) -> Result<ExitCode, Trouble> {
    match command {
        UserCommand::List(place) => list(place).await,
        UserCommand::Add { name, login, role, unit, place } => {
            let role = role.parse().map_err(|()| {
                let known: Vec<&str> = policy::Role::ALL.into_iter().map(policy::Role::key).collect();
                Trouble::Said(format!("没有岗位“{role}”，应为以下之一：{}", known.join("、")))
            })?;
            let new = accounts::NewAccount { name, login, role, unit };
            let (db, settings) = (place.database().await?, place.settings()?);
            told(&accounts::add(&db, &settings, FIRST, new).await?);
            Ok(ExitCode::SUCCESS)
        }
        UserCommand::Reset { login, second_factor: true, place } => {
            accounts::reset_second_factor(&*place.database().await?, FIRST, &login).await?;
            say!("{login} 的两步验证已解除，已登录的设备均已退出");
            Ok(ExitCode::SUCCESS)
        }
        UserCommand::Reset { login, second_factor: false, place } => {
            let (db, settings) = (place.database().await?, place.settings()?);
            told(&accounts::reset(&db, &settings, FIRST, &login).await?);
            Ok(ExitCode::SUCCESS)
        }
        UserCommand::Disable { login, place } => {
            accounts::set_disabled(&*place.database().await?, FIRST, &login, true).await?;
            say!("{login} 已停用");
            Ok(ExitCode::SUCCESS)
        }
        UserCommand::Enable { login, place } => {
            accounts::set_disabled(&*place.database().await?, FIRST, &login, false).await?;
            say!("{login} 已启用");
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn told(password: &str) {
    say!("一次性口令（只显示这一次，首次登录须修改）：{password}");
}

async fn list(place: Place) -> Result<ExitCode, Trouble> {
    for account in accounts::list(&*place.database().await?, FIRST).await? {
        let state = account.disabled_at.map_or(String::new(), |at| format!("  已停用 {at}"));
        say!("{}  {}  {}{state}", account.login, account.name, account.posts.join("、"));
    }
    Ok(ExitCode::SUCCESS)
}
