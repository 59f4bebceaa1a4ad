//! The template of a page: `index.html` with the links to the bundle written in. The server fills the rest.

use anyhow::{Context, Result, ensure};

use super::asset::Asset;
use super::program::Scripts;
use super::text::replace_once;

/// What the server fills when it renders a page.
const FILLED_BY_THE_SERVER: [&str; 8] =
    ["%language%", "%mode%", "%code%", "%title%", "%services%", "%head%", "%page%", "%data%"];

const STYLE_LINK: &str = r#"<link rel="stylesheet" href="/style.css">"#;
const SERVICES_LINK: &str = r#"<link rel="%services%" id="services-style" href="/services.css">"#;
const LOADER_LINK: &str = r#"<script type="module" src="/loader.js"></script>"#;
const ICONS: &str = "<!-- icons -->";

/// What the template links to.
pub struct Links<'a> {
    /// The style sheet of every page.
    pub style: &'a Asset,
    /// The style sheet of the services.
    pub services: &'a Asset,
    /// The script that starts the app.
    pub loader: &'a Asset,
    /// What the loader starts.
    pub scripts: &'a Scripts,
    /// A script that only development has.
    pub dev: Option<&'a Asset>,
}

/// Writes links and icons into the template.
pub fn make(template: &str, links: &Links, icons: &str) -> Result<String> {
    let Links { style, services, loader, scripts, dev } = links;
    let style = format!(r#"<link rel="stylesheet" href="{}" integrity="{}">"#, style.address(), style.integrity());
    let (address, integrity) = (services.address(), services.integrity());
    let services = format!(r#"<link rel="%services%" id="services-style" href="{address}" integrity="{integrity}">"#);
    // The glue is found out of the loader, and the link module out of the glue: named here, all three come at once.
    let preloads = [&scripts.glue].into_iter().chain(&scripts.link_module).map(|script| {
        format!(r#"<link rel="modulepreload" href="{}" integrity="{}">"#, script.address(), script.integrity())
    });
    let started = [loader].into_iter().chain(dev).map(|script| {
        format!(r#"<script type="module" src="{}" integrity="{}"></script>"#, script.address(), script.integrity())
    });
    let scripts = preloads.chain(started).collect::<Vec<_>>().join("\n");
    let page = replace_once(template, STYLE_LINK, &style)?;
    let page = replace_once(&page, SERVICES_LINK, &services)?;
    let page = replace_once(&page, LOADER_LINK, &scripts)?;
    let page = replace_once(&page, ICONS, &one_line(icons))?;
    let page = without_comments(&page)?;
    for name in FILLED_BY_THE_SERVER {
        ensure!(page.matches(name).count() == 1, "index.html must hold {name} once");
    }
    Ok(page)
}

/// Markup without indentation and line ends, where both mean nothing.
fn one_line(markup: &str) -> String {
    markup.lines().map(str::trim).collect()
}

/// The page without comments, indentation and blank lines: what only we read does not travel.
fn without_comments(page: &str) -> Result<String> {
    let mut rest = page;
    let mut kept = String::with_capacity(page.len());
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        (_, rest) = comment.split_once("-->").context("a comment in index.html does not end")?;
    }
    kept.push_str(rest);
    let lines = kept.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.flat_map(|line| [line, "\n"]).collect())
}

#[cfg(test)]
mod tests {
    use super::super::program::name_all;
    use super::super::wasm::Program;
    use super::*;

    const TEMPLATE: &str = include_str!("../../../index.html");

    fn page() -> String {
        let scripts = name_all(Program { glue: "g".into(), wasm: b"w".into(), split: None }).unwrap();
        let (style, services) = (Asset::new("style", "css", *b"s"), Asset::new("services", "css", *b"v"));
        let loader = Asset::new("loader", "js", *b"l");
        let links = Links { style: &style, services: &services, loader: &loader, scripts: &scripts, dev: None };
        make(TEMPLATE, &links, "<svg>\n  <symbol/>\n</svg>\n").unwrap()
    }

    #[test]
    fn every_script_and_style_sheet_is_hashed_and_has_integrity() {
        let page = page();
        for line in page.lines().filter(|line| line.contains("src=") || line.contains(".css")) {
            assert!(line.contains("\"/assets/") && line.contains("integrity=\"sha384-"), "{line}");
        }
        assert_eq!(page.matches("integrity=").count(), 4, "two style sheets, glue, loader");
    }

    #[test]
    fn nothing_is_inline_but_data() {
        let page = page();
        assert!(!page.contains("<style") && !page.contains(" style="));
        for script in page.split("<script").skip(1) {
            assert!(script.contains("src=") || script.starts_with(r#" type="application/json""#), "{script}");
        }
    }

    #[test]
    fn the_app_fills_its_element_with_nothing_around() {
        assert!(page().contains(r#"<div id="app">%page%</div>"#));
        assert!(page().contains(r#"<script type="application/json" id="first-paint">%data%</script>"#));
    }

    #[test]
    fn icons_come_first_and_comments_stay_at_home() {
        let page = page();
        assert!(page.contains("<body>\n<svg><symbol/></svg>\n"), "{page}");
        assert!(!page.contains("<!--"));
    }
}
