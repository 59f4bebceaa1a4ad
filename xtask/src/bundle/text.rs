//! Rewriting texts that we or a tool of ours wrote: a rewrite that does not apply is a fault, not a shrug.

use anyhow::{Result, bail};

/// Replaces what must be there exactly once.
pub fn replace_once(text: &str, from: &str, to: &str) -> Result<String> {
    match text.matches(from).count() {
        1 => Ok(text.replacen(from, to, 1)),
        found => bail!("expected `{from}` once, found it {found} times"),
    }
}

/// Replaces what must be there, wherever it is.
pub fn replace_each(text: &str, from: &str, to: &str) -> Result<String> {
    if !text.contains(from) {
        bail!("expected `{from}`, found it nowhere");
    }
    Ok(text.replace(from, to))
}

/// Leaves out blank lines, indentation and whole lines that only comment. For texts of ours without texts of several
/// lines in them, in which this could change the meaning.
pub fn without_line_comments(script: &str) -> String {
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_once_is_replaced() {
        assert_eq!(replace_once("a b c", "b", "x").unwrap(), "a x c");
    }

    #[test]
    fn what_is_missing_or_there_twice_is_a_fault() {
        assert!(replace_once("a b c", "d", "x").is_err());
        assert!(replace_once("a b b", "b", "x").is_err());
    }

    #[test]
    fn each_is_replaced_if_there_is_any() {
        assert_eq!(replace_each("a b b", "b", "x").unwrap(), "a x x");
        assert!(replace_each("a", "b", "x").is_err());
    }

    #[test]
    fn comments_of_a_script_do_not_travel() {
        assert_eq!(
            without_line_comments("// Why.\nlet a = 1;\n\n  a += 2; // here\n"),
            "let a = 1;\na += 2; // here\n"
        );
    }
}
