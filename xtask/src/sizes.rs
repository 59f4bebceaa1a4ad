//! What a phone has to load, part by part, and the budgets for it. A bundle over budget is not built.

use std::fmt;

use anyhow::{Context, Result, bail};

use crate::bundle::{Bundle, Kind, Part};
use crate::workspace;

/// 1 KB is 1024 bytes, here and in the budgets.
const KB: usize = 1024;

/// The WebAssembly that a page waits for before the app takes over, in brotli.
const TAKE_OVER_BUDGET: usize = 160 * KB;

/// What the home page needs to be seen: its HTML, the style sheet and the loader, in brotli.
const FIRST_PAINT_BUDGET: usize = 12 * KB;

/// One line of the report, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Size {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// A sum that must not be exceeded, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Budget {
    name: &'static str,
    used: usize,
    most: usize,
}

impl Budget {
    fn is_kept(&self) -> bool {
        self.used <= self.most
    }
}

impl fmt::Display for Budget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.is_kept() { "ok" } else { "TOO MUCH" };
        write!(f, "{:<64} {:>6} of {:>6}  {word}", self.name, kb(self.used), kb(self.most))
    }
}

/// Prints the sizes and fails if a budget is exceeded. Without the home page's size, in brotli and in bytes, only the
/// budget of the take-over is looked at.
pub fn report(bundle: &Bundle, home: Option<usize>) -> Result<()> {
    let sizes = bundle.parts.iter().map(measure).collect::<Result<Vec<_>>>()?;
    println!("\n{:<44} {:>10} {:>10} {:>10}", "KB of 1024 bytes", "raw", "gzip", "brotli");
    for size in &sizes {
        println!("{:<44} {:>10} {:>10} {:>10}", size.name, kb(size.raw), kb(size.gzip), kb(size.brotli));
    }
    if let Some(home) = home {
        println!("{:<44} {:>10} {:>10} {:>10}", "home page, as the server sends it", "", "", kb(home));
    }
    println!();
    let brotli_of = |wanted: &Kind| {
        bundle.parts.iter().zip(&sizes).filter(|(part, _)| part.kind == *wanted).map(|(_, size)| size.brotli).sum()
    };
    let mut budgets = vec![take_over(bundle, brotli_of)];
    budgets.extend(home.map(|home| first_paint(home, brotli_of)));
    for budget in &budgets {
        println!("{budget}");
    }
    if let Some(over) = budgets.iter().find(|budget| !budget.is_kept()) {
        bail!("over budget by {} KB: {}", kb(over.used - over.most), over.name);
    }
    Ok(())
}

/// The main module, and the chunks of the page that waits for most.
fn take_over(bundle: &Bundle, brotli_of: impl Fn(&Kind) -> usize) -> Budget {
    let of_page = |chunks: &Vec<String>| chunks.iter().map(|stem| brotli_of(&Kind::Chunk(stem.clone()))).sum::<usize>();
    let largest = bundle.needs.values().map(of_page).max().unwrap_or_default();
    Budget {
        name: "WebAssembly that a page waits for at take-over",
        used: brotli_of(&Kind::Main) + largest,
        most: TAKE_OVER_BUDGET,
    }
}

fn first_paint(home: usize, brotli_of: impl Fn(&Kind) -> usize) -> Budget {
    Budget {
        name: "home page, style sheet and loader",
        used: home + brotli_of(&Kind::Style) + brotli_of(&Kind::Loader),
        most: FIRST_PAINT_BUDGET,
    }
}

fn measure(part: &Part) -> Result<Size> {
    let name = match &part.kind {
        Kind::Main => "WebAssembly",
        Kind::Chunk(stem) => stem,
        Kind::Glue => "glue",
        Kind::Loader => "loader",
        Kind::Style => "style sheet",
    };
    let size = |ending: &str| {
        let place = workspace::bundle().join(format!("{}{ending}", part.path));
        let file = place.metadata().with_context(|| place.display().to_string())?;
        Ok::<_, anyhow::Error>(usize::try_from(file.len())?)
    };
    Ok(Size { name: name.to_owned(), raw: size("")?, gzip: size(".gz")?, brotli: size(".br")? })
}

/// Bytes as KB with one decimal, rounded up: what is over budget never looks as if it were not.
fn kb(bytes: usize) -> String {
    let tenths = (bytes * 10).div_ceil(KB);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn split_bundle() -> Bundle {
        let needs = [("scores", vec!["shared", "scores"]), ("ranks", vec!["ranks"])];
        let needs = needs.map(|(page, stems)| (page.to_owned(), stems.into_iter().map(str::to_owned).collect()));
        Bundle { parts: vec![], needs: BTreeMap::from(needs) }
    }

    fn brotli_of(kind: &Kind) -> usize {
        match kind {
            Kind::Main => 100 * KB,
            Kind::Chunk(stem) if stem == "shared" => 7 * KB,
            Kind::Chunk(stem) if stem == "scores" => 20 * KB,
            Kind::Chunk(_) => 25 * KB,
            Kind::Glue | Kind::Loader => KB,
            Kind::Style => 5 * KB,
        }
    }

    #[test]
    fn the_page_that_waits_for_most_counts() {
        assert_eq!(take_over(&split_bundle(), brotli_of).used, 127 * KB, "shared and scores together beat ranks");
    }

    #[test]
    fn an_app_that_is_not_split_is_its_main_module() {
        let bundle = Bundle { parts: vec![], needs: BTreeMap::new() };
        assert_eq!(take_over(&bundle, brotli_of).used, 100 * KB);
    }

    #[test]
    fn a_budget_is_kept_to_the_byte() {
        let kept = first_paint(6 * KB, brotli_of);
        assert_eq!(kept.used, kept.most);
        assert!(kept.is_kept());
        assert!(!first_paint(6 * KB + 1, brotli_of).is_kept());
    }

    #[test]
    fn a_byte_too_much_shows() {
        assert_eq!(kb(12 * KB), "12.0");
        assert_eq!(kb(12 * KB + 1), "12.1");
    }
}
