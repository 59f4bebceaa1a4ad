//! Files whose names say what is in them: they never change, so a browser may keep them for ever.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};

/// Where assets are in the bundle. The server answers them as immutable.
const FOLDER: &str = "assets";

/// 64 bits of the hash: among the few hundred names that a department will ever serve, two alike are out of the question.
const HASH_DIGITS: usize = 16;

/// A file whose name holds a hash of its content.
pub struct Asset {
    /// Its name inside the folder of assets: `style-0123456789abcdef.css`.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Asset {
    /// Names a content by its own hash.
    pub fn new(stem: &str, ending: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self { name: name(stem, &hash(&[&bytes]), ending), bytes }
    }

    /// Its place in the bundle.
    pub fn path(&self) -> String {
        format!("{FOLDER}/{}", self.name)
    }

    /// Its address from the root of the site.
    pub fn address(&self) -> String {
        format!("/{FOLDER}/{}", self.name)
    }

    /// What its `integrity` must say.
    pub fn integrity(&self) -> String {
        format!("sha384-{}", STANDARD.encode(Sha384::digest(&self.bytes)))
    }
}

/// The name of a file of that hash.
pub fn name(stem: &str, hash: &str, ending: &str) -> String {
    format!("{stem}-{hash}.{ending}")
}

/// One hash for contents that belong together.
pub fn hash(contents: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for content in contents {
        hasher.update(content);
    }
    hex(&hasher.finalize())[..HASH_DIGITS].to_owned()
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_holds_the_first_16_digits_of_the_sha_256() {
        let asset = Asset::new("style", "css", *b"abc");
        assert_eq!(asset.name, "style-ba7816bf8f01cfea.css");
        assert_eq!(asset.path(), "assets/style-ba7816bf8f01cfea.css");
        assert_eq!(asset.address(), "/assets/style-ba7816bf8f01cfea.css");
    }

    #[test]
    fn integrity_is_the_sha_384_in_base64() {
        // The example of the W3C's Subresource Integrity recommendation, section 3.1.
        let asset = Asset::new("hello", "js", *b"alert('Hello, world.');");
        assert_eq!(asset.integrity(), "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO");
    }

    #[test]
    fn parts_that_belong_together_share_one_hash() {
        assert_eq!(hash(&[b"ab", b"c"]), hash(&[b"abc"]));
        assert_ne!(hash(&[b"ab", b"d"]), hash(&[b"abc"]));
    }
}
