//! The style sheets: one of every page, with the home page in it, and one of all services. The home page, which most
//! people see first and often on a slow network, does not wait for the second.

use std::fs;

use anyhow::{Context, Result, anyhow};
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, StyleSheet};
use walkdir::WalkDir;

use crate::workspace;

/// What every page needs, in the order of the cascade.
const EVERY_PAGE: [&str; 6] = ["tokens.css", "base.css", "parts.css", "frame.css", "modes.css", "print.css"];

/// The style sheet of every page, as small as it gets. A mistake in it is a fault with file and line.
pub fn of_every_page() -> Result<String> {
    EVERY_PAGE.into_iter().map(read).collect()
}

/// The style sheet of the services: a file each, none of which speaks of another's blocks.
pub fn of_services() -> Result<String> {
    let folder = workspace::root().join("style");
    let mut sheet = String::new();
    for entry in WalkDir::new(folder.join("services")).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(&folder)?.to_string_lossy().replace('\\', "/");
            sheet.push_str(&read(&name)?);
        }
    }
    Ok(sheet)
}

fn read(name: &str) -> Result<String> {
    let path = workspace::root().join("style").join(name);
    minified(name, &fs::read_to_string(&path).with_context(|| path.display().to_string())?)
}

/// One file without what only people read. No syntax is lowered for older browsers: what is written is what is served.
fn minified(name: &str, text: &str) -> Result<String> {
    let options = ParserOptions { filename: format!("style/{name}"), ..ParserOptions::default() };
    let mut sheet = StyleSheet::parse(text, options).map_err(|error| anyhow!("{error}"))?;
    sheet.minify(MinifyOptions::default()).map_err(|error| anyhow!("{error}"))?;
    let printed = sheet.to_css(PrinterOptions { minify: true, ..PrinterOptions::default() })?;
    Ok(printed.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_comments_do_not_travel() {
        let text = "/* Why. */\n.tile {\n  color: var(--ink);\n  margin-inline: 0 auto;\n}\n";
        assert_eq!(minified("parts.css", text).unwrap(), ".tile{color:var(--ink);margin-inline:0 auto}");
    }

    #[test]
    fn a_mistake_is_named_by_file_and_line() {
        let error = minified("base.css", "a { color: red }\n}\n").unwrap_err().to_string();
        assert!(error.contains("style/base.css:2"), "{error}");
    }
}
