//! Encodings that represent other characters by ASCII bytes: ISO-2022, HZ, UTF-7.

use encoding_rs::{EUC_KR, GBK, ISO_2022_JP, UTF_16BE};
use memchr::memmem;

use super::base64;

/// Decodes text in an encoding that uses ASCII bytes for other characters; `None` if it is not in
/// one. `label` is the declared charset; `is_japanese` is whether that is ISO-2022-JP.
pub(super) fn decode(bytes: &[u8], label: &str, is_japanese: bool) -> Option<String> {
    if !bytes.is_ascii() {
        return None;
    }
    if memmem::find(bytes, b"\x1b$)C").is_some() {
        let shifted = shifted_korean(bytes);
        let (text, _) = EUC_KR.decode_without_bom_handling(&shifted);
        return Some(text.into_owned());
    }
    if memmem::find(bytes, b"\x1b$").is_some() {
        let (text, replaced) = ISO_2022_JP.decode_without_bom_handling(bytes);
        return (is_japanese || !replaced).then(|| text.into_owned());
    }
    let label = label.to_ascii_lowercase();
    if label.starts_with("hz") && memmem::find(bytes, b"~{").is_some() {
        let shifted = shifted_chinese(bytes);
        let (text, _) = GBK.decode_without_bom_handling(&shifted);
        return Some(text.into_owned());
    }
    if label.ends_with("utf-7") || label.ends_with("utf7") {
        return Some(utf_7(bytes));
    }
    None
}

/// Decodes UTF-7 (RFC 2152): base64 runs between `+` and the next other character contain UTF-16.
fn utf_7(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        if *byte != b'+' {
            out.push(char::from(*byte));
            continue;
        }
        let end = rest.iter().position(|byte| !base64::is_letter(*byte));
        let (run, behind) = rest.split_at(end.unwrap_or(rest.len()));
        if run.is_empty() {
            out.push('+');
        }
        let utf_16 = base64::of_letters(run);
        out.push_str(
            &UTF_16BE
                .decode_without_bom_handling(&utf_16[..utf_16.len() & !1])
                .0,
        );
        rest = behind.strip_prefix(b"-").unwrap_or(behind);
    }
    out
}

/// Converts ISO-2022-KR (RFC 1557) to EUC-KR: sets the high bits of characters between SO and SI.
fn shifted_korean(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut high = 0;
    let mut rest = bytes;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            0x0e => high = 0x80,
            0x0f => high = 0,
            0x1b => rest = rest.strip_prefix(b"$)C").unwrap_or(rest),
            b'\n' => {
                high = 0;
                out.push(b'\n');
            }
            byte => out.push(byte | if *byte > b' ' { high } else { 0 }),
        }
    }
    out
}

/// Converts HZ (RFC 1843) to GB 2312: sets the high bits of characters between `~{` and `~}`.
fn shifted_chinese(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut high = 0;
    let mut rest = bytes;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        if *byte == b'~' {
            match after.first() {
                Some(b'{') => high = 0x80,
                Some(b'}') => high = 0,
                Some(b'~') => out.push(b'~'),
                Some(_) | None => {}
            }
            rest = after.get(1..).unwrap_or_default();
            continue;
        }
        out.push(byte | if *byte > b' ' { high } else { 0 });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_is_detected_by_its_label_or_its_escapes() {
        for (bytes, label, wanted) in [
            (
                &b"\x1b$B%O%$%A\x1b(B news"[..],
                "iso-2022-jp",
                "ハイチ news",
            ),
            (b"\x1b$B%O%$%A\x1b(B news", "us-ascii", "ハイチ news"),
            (b"\x1b$)C\x0e>H3g\x0f ok", "iso-2022-kr", "안녕 ok"),
            (b"~{<:Ky2;~} ok ~~", "hz-gb-2312", "己所不 ok ~"),
            (b"P+AOk-tion 1+-1 caf+AOk.", "utf-7", "Pétion 1+1 café."),
            (b"caf+AOk noir +ZeVnLIqe", "UTF-7", "café noir 日本語"),
            (b"P+AOk-tion", "unicode-1-1-utf-7", "Pétion"),
        ] {
            let got = decode(bytes, label, label == "iso-2022-jp");
            assert_eq!(got.as_deref(), Some(wanted), "{label}");
        }
        assert_eq!(decode(b"1+1 = 2", "us-ascii", false), None);
        assert_eq!(decode("café +AOk-".as_bytes(), "utf-7", false), None);
    }
}
