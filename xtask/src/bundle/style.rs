//! The style sheet: our files in the order of the cascade, as one.

use std::fs;

use anyhow::{Context, Result, anyhow};
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, StyleSheet};

use crate::workspace;

/// The files in `style/`, in the order of the cascade.
const CASCADE: [&str; 6] = ["tokens.css", "base.css", "parts.css", "services.css", "modes.css", "print.css"];

/// The whole style sheet, as small as it gets. A mistake in it is a fault with file and line.
pub fn make() -> Result<String> {
    let folder = workspace::root().join("style");
    let mut sheet = String::new();
    for name in CASCADE {
        let path = folder.join(name);
        if path.is_file() {
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            sheet.push_str(&minified(name, &text)?);
        }
    }
    Ok(sheet)
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
