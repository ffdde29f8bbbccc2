//! Everybody who acts: the office twice, an officer and a reviewer for each city, a safety manager for some enterprises.

use std::collections::BTreeMap;

use super::{Failed, Player, Script, seeds::Seeds, wire::Wire};
use crate::Stage;

/// Managers beyond this number hardly add a mix that fewer do not have, and each costs four password hashes.
const MANAGERS_OF_A_CITY_MAX: usize = 3;

pub(super) struct Cast {
    pub stage: Stage,
    /// Key of the unit to kind and key of its parent.
    pub tree: BTreeMap<String, (String, String)>,
    pub cities: Vec<String>,
    /// Key of the unit to the login of whoever hands in for it.
    pub hands_in: BTreeMap<String, String>,
    /// Key of the city to the login of its reviewer.
    pub reviews: BTreeMap<String, String>,
}

impl Cast {
    pub(super) async fn hired(
        wire: &mut Wire,
        token: &str,
        script: &Script,
        seeds: &Seeds,
    ) -> Result<Self, Failed> {
        let mut stage = Stage::set_up(wire.door(), token, &script.units_csv).await?;
        let admin = std::mem::replace(&mut stage.admin, crate::Visitor::stranger(stage.door.clone()));
        wire.people.insert("admin".to_owned(), admin.again());
        stage.admin = admin;
        let tree = tree(&script.units_csv);
        let root = tree.iter().find(|(_, (_, parent))| parent.is_empty());
        let root = root.map(|(key, _)| key.clone()).unwrap_or_default();
        let mut cities: Vec<String> =
            tree.iter().filter(|(_, (_, parent))| *parent == root).map(|(key, _)| key.clone()).collect();
        seeds.at(&["cities"]).shuffle(&mut cities);
        if script.cities > 0 {
            cities.truncate(script.cities);
        }
        let mut cast = Self { stage, tree, cities, hands_in: BTreeMap::new(), reviews: BTreeMap::new() };
        // Two people of one name, so that which of them was the quicker shows in no answer.
        cast.hire(wire, "领导小组办公室", "office", "office", &root).await?;
        cast.hire(wire, "领导小组办公室", "office-two", "office", &root).await?;
        cast.hire(wire, "审计管理员", "audit", "audit_admin", &root).await?;
        for city in cast.cities.clone() {
            cast.hire(wire, "填报员", &city, "city_officer", &city).await?;
            cast.hands_in.insert(city.clone(), city.clone());
            let login = format!("{city}-review");
            cast.hire(wire, "审核员", &login, "city_reviewer", &city).await?;
            cast.reviews.insert(city.clone(), login);
            for unit in cast.below(&city, "enterprise").into_iter().take(MANAGERS_OF_A_CITY_MAX) {
                cast.hire(wire, "安全管理员", &unit, "safety_manager", &unit).await?;
                cast.hands_in.insert(unit.clone(), unit);
            }
        }
        Ok(cast)
    }

    pub(super) async fn hire(
        &mut self,
        wire: &mut Wire,
        name: &str,
        login: &str,
        role: &'static str,
        unit: &str,
    ) -> Result<(), Failed> {
        let visitor = self.stage.hire(name, login, role, unit).await?;
        wire.people.insert(login.to_owned(), visitor);
        wire.auditor.met(login, role, unit);
        Ok(())
    }

    /// Who holds the posts now.
    pub(super) fn players(&self) -> Vec<Player> {
        let player =
            |login: &str, role, unit: &str| Player { login: login.to_owned(), role, unit: unit.to_owned() };
        let root =
            self.tree.iter().find(|(_, (_, parent))| parent.is_empty()).map_or("", |(key, _)| key.as_str());
        let mut players = vec![player("office", "office", root), player("audit", "audit_admin", root)];
        for city in &self.cities {
            players.extend(self.hands_in.get(city).map(|login| player(login, "city_officer", city)));
            players.extend(self.reviews.get(city).map(|login| player(login, "city_reviewer", city)));
            for unit in self.below(city, "enterprise") {
                players.extend(self.hands_in.get(&unit).map(|login| player(login, "safety_manager", &unit)));
            }
        }
        players
    }

    /// Units of a kind under a unit, at any depth.
    pub(super) fn below(&self, above: &str, kind: &str) -> Vec<String> {
        let inside = |key: &str| {
            let mut at = key;
            while let Some((_, parent)) = self.tree.get(at) {
                if parent == above {
                    return true;
                }
                at = parent;
            }
            false
        };
        self.tree
            .iter()
            .filter(|(key, (found, _))| found == kind && inside(key))
            .map(|(key, _)| key.clone())
            .collect()
    }

    /// The city that an enterprise stands under.
    pub(super) fn city_of(&self, unit: &str) -> String {
        self.tree.get(unit).map(|(_, parent)| parent.clone()).unwrap_or_default()
    }

    /// Two accounts of units, others on each day.
    pub(super) fn onlookers(&self, turn: usize) -> Vec<String> {
        let logins: Vec<&String> = self.hands_in.values().collect();
        let at = |turn: usize| logins.get(turn % logins.len().max(1)).map(|login| (*login).clone());
        [at(turn), at(turn + logins.len() / 2)].into_iter().flatten().collect()
    }

    /// One reviewer of a city, another on each day.
    pub(super) fn reviewer_of_today(&self, turn: usize) -> Vec<String> {
        let logins: Vec<&String> = self.reviews.values().collect();
        logins.get(turn % logins.len().max(1)).map(|login| (*login).clone()).into_iter().collect()
    }
}

fn tree(csv: &str) -> BTreeMap<String, (String, String)> {
    let cells = |line: &str| -> Option<(String, (String, String))> {
        let cells: Vec<&str> = line.split(',').collect();
        let cell = |at: usize| cells.get(at).map(|cell| cell.trim().to_owned());
        Some((cell(0)?, (cell(2)?, cell(3)?)))
    };
    csv.lines().skip(1).filter_map(cells).collect()
}

/// So many of each enterprise, line and warehouse, the copies with keys of their own.
pub fn scaled(csv: &str, scale: usize) -> String {
    let mut out = csv.trim_end().to_owned();
    out.push('\n');
    for copy in 2..=scale {
        for line in csv.lines().skip(1) {
            let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
            let kind = cells.get(2).cloned().unwrap_or_default();
            let marked = |key: &str| format!("{key}-x{copy}");
            let is_enterprise = kind == "enterprise";
            if !is_enterprise && kind != "line" && kind != "warehouse" {
                continue;
            }
            for at in if is_enterprise { 0..1 } else { 0..4 } {
                if let (0 | 3, Some(cell)) = (at, cells.get_mut(at)) {
                    *cell = marked(cell);
                }
            }
            out.push_str(&cells.join(","));
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_of_an_enterprise_bring_their_lines_along() {
        let csv = "key,name,kind,parent\np,P,province,\nc,C,city,p\ne,E,enterprise,c\nl,L,line,e\n";
        let scaled = scaled(csv, 2);
        assert_eq!(scaled, format!("{csv}e-x2,E,enterprise,c\nl-x2,L,line,e-x2\n"));
        assert_eq!(tree(&scaled)["l-x2"], ("line".to_owned(), "e-x2".to_owned()));
    }
}
