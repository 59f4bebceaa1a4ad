//! `synonyms.toml`: other words by which services are looked for.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;
use zhangban_api::Message;
use zhangban_api::department::Service;

use super::fault::Report;
use super::identity::service;
use super::toml_file::TomlFile;

/// The longest word, in characters.
const LONGEST: usize = 20;

const WORD: Message = Message::new("请填写 2 至 20 个字的词语。", "Enter a word of 2 to 20 characters.");

/// Other words of services, each in the department's order.
pub type Synonyms = BTreeMap<Service, Vec<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SynonymsFile {
    services: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
}

/// Reads `synonyms.toml`.
pub(super) fn read(path: &Path, report: &mut Report) -> Option<Synonyms> {
    let (parsed, mut file) = TomlFile::read::<SynonymsFile>(path, report)?;
    let mut synonyms = Synonyms::new();
    for (name, words) in &parsed.services {
        let service = file.parsed(name, service);
        let mut taken = Vec::new();
        for word in words {
            let text = word.get_ref().trim();
            // One character is in everything.
            if !(2..=LONGEST).contains(&text.chars().count()) {
                file.fault(&word.span(), WORD);
            }
            taken.push(text.to_owned());
        }
        synonyms.extend(service.map(|service| (service, taken)));
    }
    Some(synonyms)
}
