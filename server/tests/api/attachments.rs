//! What comes with cases: what is taken and what is kept of it, by whom it is claimed, and when it goes.

mod samples;

use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode};
use image::ImageFormat;
use zhangban_api::attachments::{
    AttachmentFault, AttachmentId, AttachmentKind, BYTES, FIELD, UploadAttachment, Uploaded,
};
use zhangban_api::idempotency::IdempotencyKey;
use zhangban_api::{ApiError, Endpoint, ErrorCode};
use zhangban_server::attachments::{self, Attachment};
use zhangban_server::limits::UPLOAD;
use zhangban_testing::server::post;
use zhangban_testing::{Answer, TestServer, on_both_engines, sample};

use self::samples::{BEHIND, BLUE, GPS, PDF, RED};

const CASE: i64 = 4_107;

/// A key for each number.
fn key(number: u32) -> String {
    format!("{number:032}")
}

fn request(key: &str, kind: &str, bytes: impl Into<Body>) -> Request<Body> {
    let mut request = post(UploadAttachment::PATH, kind, bytes);
    request.headers_mut().insert(IdempotencyKey::HEADER, HeaderValue::from_str(key).unwrap());
    request
}

async fn upload(server: &TestServer, key: &str, bytes: impl Into<Body>) -> Answer {
    server.send(request(key, "application/octet-stream", bytes)).await
}

/// Uploads what must be taken.
async fn uploaded(server: &TestServer, number: u32, bytes: Vec<u8>) -> Uploaded {
    let answer = upload(server, &key(number), bytes).await;
    assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, "no-store"), "{}", answer.text());
    answer.json()
}

/// What is kept.
async fn kept(server: &TestServer, id: AttachmentId) -> Option<(Attachment, Vec<u8>)> {
    let found = attachments::read(server.context(), &id).await.unwrap();
    found.map(|(attachment, bytes)| (attachment, bytes.to_vec()))
}

/// A photo that is kept: its bytes and its pixels.
async fn photo(server: &TestServer, uploaded: &Uploaded) -> (Vec<u8>, image::RgbImage) {
    let (attachment, bytes) = kept(server, uploaded.id).await.unwrap();
    assert_eq!((attachment.uploaded.kind, attachment.media_type.as_str()), (AttachmentKind::Photo, "image/jpeg"));
    assert_eq!(bytes.len(), uploaded.bytes as usize);
    let pixels = image::load_from_memory_with_format(&bytes, ImageFormat::Jpeg).unwrap().into_rgb8();
    assert_eq!(pixels.dimensions(), (uploaded.width, uploaded.height));
    (bytes, pixels)
}

fn looks(photo: &image::RgbImage, x: u32, y: u32, colour: [u8; 3]) {
    let found = photo.get_pixel(x, y).0;
    let near = found.iter().zip(colour).all(|(found, wanted)| found.abs_diff(wanted) < 24);
    assert!(near, "{found:?} at {x}, {y}, not {colour:?}");
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Gives uploads to a case.
async fn claim(server: &TestServer, ids: &[AttachmentId], case: i64) -> Result<Vec<Attachment>, ApiError> {
    let mut transaction = server.store().begin().await.unwrap();
    let claimed = attachments::claim(&mut transaction, ids, case, server.clock().now()).await;
    let claimed = match claimed {
        Ok(claimed) => claimed,
        Err(refusal) => return Err(refusal.told()),
    };
    transaction.commit().await.unwrap();
    Ok(claimed)
}

async fn count(server: &TestServer) -> i64 {
    server.store().row("SELECT COUNT(*) FROM attachments", &[]).await.unwrap().unwrap().int(0).unwrap()
}

/// All files in the folder.
fn files(server: &TestServer) -> Vec<std::path::PathBuf> {
    let days = std::fs::read_dir(server.folder().join("files")).unwrap();
    days.flat_map(|day| std::fs::read_dir(day.unwrap().path()).unwrap()).map(|file| file.unwrap().path()).collect()
}

on_both_engines!(a_photo_of_a_phone_comes_out_upright_and_says_nothing_but_its_picture, async |server: TestServer| {
    let sent = samples::jpeg_of_a_phone();
    assert!(holds(&sent, GPS) && holds(&sent, BEHIND), "the sample has what is to go");
    let uploaded = uploaded(&server, 1, sent).await;
    let (bytes, pixels) = photo(&server, &uploaded).await;
    assert_eq!(pixels.dimensions(), (40, 80));
    looks(&pixels, 20, 10, RED);
    looks(&pixels, 20, 70, BLUE);
    for gone in [GPS, BEHIND, b"Exif", b"ICC_PROFILE", b"<script"] {
        assert!(!holds(&bytes, gone), "{gone:?} is still there");
    }
    assert!(bytes.ends_with(&[0xff, 0xd9]));
});

on_both_engines!(what_is_transparent_becomes_white, async |server: TestServer| {
    let uploaded = uploaded(&server, 1, samples::transparent_png()).await;
    let (_, pixels) = photo(&server, &uploaded).await;
    looks(&pixels, 10, 20, RED);
    looks(&pixels, 70, 20, [255, 255, 255]);
});

on_both_engines!(every_kind_of_photo_is_kept_as_jpeg, async |server: TestServer| {
    for (number, sent) in (1..).zip([samples::jpeg(), samples::webp()]) {
        let uploaded = uploaded(&server, number, sent).await;
        let (_, pixels) = photo(&server, &uploaded).await;
        looks(&pixels, 10, 20, RED);
        looks(&pixels, 70, 20, BLUE);
    }
    let long = uploaded(&server, 9, samples::long_png()).await;
    assert_eq!((long.width, long.height), (2_560, 25));
    photo(&server, &long).await;
});

on_both_engines!(recordings_and_documents_are_kept_byte_for_byte_and_only_saved, async |server: TestServer| {
    let mut sent = samples::recordings();
    sent.push(("application/pdf", PDF.to_vec()));
    for (number, (media_type, bytes)) in (1..).zip(sent) {
        let uploaded = uploaded(&server, number, bytes.clone()).await;
        let (attachment, kept) = kept(&server, uploaded.id).await.unwrap();
        assert_eq!((attachment.media_type.as_str(), &kept), (media_type, &bytes));
        let answer = Answer::of(attachments::response(&attachment, kept.into())).await;
        assert_eq!((answer.header("content-type"), answer.header("cache-control")), (media_type, "no-store"));
        assert!(answer.header("content-disposition").starts_with("attachment; filename="), "{media_type}");
        assert!(answer.header("content-security-policy").starts_with("sandbox"), "{media_type}");
        assert_eq!((answer.header("x-content-type-options"), &answer.body[..]), ("nosniff", &bytes[..]));
    }
});

on_both_engines!(a_photo_is_shown_and_kept_by_nobody, async |server: TestServer| {
    let uploaded = uploaded(&server, 1, samples::jpeg()).await;
    let (attachment, bytes) = kept(&server, uploaded.id).await.unwrap();
    let answer = Answer::of(attachments::response(&attachment, bytes.into())).await;
    assert_eq!((answer.header("content-type"), answer.header("content-disposition")), ("image/jpeg", "inline"));
    assert_eq!((answer.header("cache-control"), answer.header("x-content-type-options")), ("no-store", "nosniff"));
});

on_both_engines!(what_is_not_taken_is_refused_with_what_to_do, async |server: TestServer| {
    use AttachmentFault::{Empty, OtherKind, TooLarge, TooManyPixels, Unreadable};
    let jpeg = samples::jpeg();
    let with_html = [b"<html><body>", jpeg.as_slice()].concat();
    let half = |bytes: &[u8]| bytes[..bytes.len() / 2].to_vec();
    let mut one_too_large = PDF.to_vec();
    one_too_large.resize(BYTES + 1, b' ');
    for (number, (bytes, fault)) in (1..).zip([
        (Vec::new(), Empty),
        (one_too_large, TooLarge),
        (vec![b'x'; UPLOAD + 1], TooLarge),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec(), OtherKind),
        (b"<!DOCTYPE html><script>alert(1)</script>".to_vec(), OtherKind),
        (with_html, OtherKind),
        (b"PK\x03\x04 a workbook".to_vec(), OtherKind),
        (samples::png_of(60_000, 60_000), TooManyPixels),
        (samples::png_of(11_000, 11_000), TooManyPixels),
        (samples::png_of(12_001, 1), TooManyPixels),
        (half(&jpeg), Unreadable),
        (half(&samples::webp()), Unreadable),
        (half(&samples::transparent_png()), Unreadable),
        (b"\xff\xd8\xff\xd9".to_vec(), Unreadable),
    ]) {
        // A browser that believes an ending of a name says the wrong thing.
        let error = server.send(request(&key(number), "image/jpeg", bytes)).await.error();
        assert_eq!((error.code, &error.message), (fault.code(), &fault.message().into()), "{fault:?} ({number})");
        assert_eq!(error.fields[0].name, FIELD);
    }
    assert_eq!((count(&server).await, files(&server).len()), (0, 0));
});

on_both_engines!(the_first_bytes_say_what_a_file_is_and_not_its_header, async |server: TestServer| {
    for (number, named) in (1..).zip(["text/html", "application/pdf", "image/svg+xml", ""]) {
        let answer = server.send(request(&key(number), named, samples::jpeg())).await;
        assert_eq!(answer.json::<Uploaded>().kind, AttachmentKind::Photo);
    }
});

on_both_engines!(a_page_inside_of_a_photo_does_not_survive, async |server: TestServer| {
    // A comment in front of the picture, as polyglots have it.
    let jpeg = samples::jpeg();
    let page = b"<html><script>alert(1)</script>";
    let length = u16::try_from(page.len() + 2).unwrap().to_be_bytes();
    let polyglot = [&jpeg[..2], &[0xff, 0xfe], &length, page, &jpeg[2..], b"PK\x03\x04"].concat();
    let uploaded = uploaded(&server, 1, polyglot).await;
    let (bytes, _) = photo(&server, &uploaded).await;
    assert!(!holds(&bytes, b"<script") && !holds(&bytes, b"PK\x03\x04"));
});

on_both_engines!(a_file_of_the_largest_size_is_taken, async |server: TestServer| {
    let mut largest = PDF.to_vec();
    largest.resize(BYTES, b' ');
    assert_eq!(uploaded(&server, 1, largest).await.bytes as usize, BYTES);
});

on_both_engines!(the_same_key_and_bytes_are_kept_once_and_answered_the_same, async |server: TestServer| {
    let first = upload(&server, &key(1), PDF.to_vec()).await;
    let again = upload(&server, &key(1), PDF.to_vec()).await;
    assert_eq!((first.status, &first.body), (again.status, &again.body));
    let other = upload(&server, &key(1), samples::jpeg()).await;
    assert_eq!(other.error().code, ErrorCode::KeyReused);
    assert_eq!((count(&server).await, files(&server).len()), (1, 1));
    upload(&server, &key(2), PDF.to_vec()).await;
    assert_eq!((count(&server).await, files(&server).len()), (2, 2), "another key is another upload");
});

on_both_engines!(two_servers_keep_one_upload_and_no_file_beside_it, async |server: TestServer| {
    let other = server.another(|_| {}).await;
    let key = key(1);
    let (one, two) = tokio::join!(upload(&server, &key, samples::jpeg()), upload(&other, &key, samples::jpeg()));
    assert_eq!((one.status, two.status), (StatusCode::OK, StatusCode::OK));
    assert_eq!(one.body, two.body);
    assert_eq!((count(&server).await, files(&server).len()), (1, 1));
});

on_both_engines!(an_upload_without_a_key_is_not_taken, async |server: TestServer| {
    let answer = server.send(post(UploadAttachment::PATH, "image/jpeg", samples::jpeg())).await;
    assert_eq!(answer.error().code, ErrorCode::KeyMissing);
    assert_eq!(count(&server).await, 0);
});

on_both_engines!(without_a_file_there_is_no_row, async |server: TestServer| {
    // Where the folder was, there is a file: nothing can be kept any more.
    let folder = server.folder().join("files");
    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::write(&folder, "").unwrap();
    let error = upload(&server, &key(1), PDF.to_vec()).await.error();
    assert_eq!(error.code, ErrorCode::Internal);
    assert_eq!(count(&server).await, 0);
    // The same upload can be tried again when the disk is well.
    std::fs::remove_file(&folder).unwrap();
    std::fs::create_dir(&folder).unwrap();
    uploaded(&server, 1, PDF.to_vec()).await;
});

on_both_engines!(an_upload_belongs_to_one_case, async |server: TestServer| {
    let mut ids = Vec::new();
    for number in 1..=3 {
        ids.push(uploaded(&server, number, samples::jpeg()).await.id);
    }
    ids.reverse();
    let claimed = claim(&server, &ids, CASE).await.unwrap();
    let order = |attachments: &[Attachment]| attachments.iter().map(|a| a.uploaded.id).collect::<Vec<_>>();
    assert_eq!(order(&claimed), ids, "in the order in which the case names them");
    let of_case = attachments::of_case(server.store(), CASE).await.unwrap();
    assert_eq!((of_case.as_slice(), of_case[0].case), (claimed.as_slice(), CASE));
    assert_eq!(order(&claim(&server, &[ids[0], ids[0]], CASE).await.unwrap()), [ids[0]], "the same case, again");
    for (wrong, case) in [(ids[0], CASE + 1), (AttachmentId::from_random([7; 16]), CASE)] {
        let error = claim(&server, &[wrong], case).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidInput);
        assert_eq!(error.fields[0].name, FIELD);
        assert_eq!(error.fields[0].message, AttachmentFault::Unknown.message().into(), "both are told alike");
    }
    assert!(attachments::of_case(server.store(), CASE + 1).await.unwrap().is_empty());
    assert!(attachments::of_case(server.store(), 0).await.unwrap().is_empty());
});

on_both_engines!(six_photos_or_one_other_come_with_a_case, async |server: TestServer| {
    let mut photos = Vec::new();
    for number in 1..=7 {
        photos.push(uploaded(&server, number, samples::jpeg()).await.id);
    }
    let pdf = uploaded(&server, 8, PDF.to_vec()).await.id;
    let sound = uploaded(&server, 9, samples::recordings().remove(0).1).await.id;
    for (ids, fault) in [
        (&photos[..], AttachmentFault::TooMany),
        (&[photos[0], pdf], AttachmentFault::Mixed),
        (&[sound, pdf], AttachmentFault::Mixed),
    ] {
        let error = claim(&server, ids, CASE).await.unwrap_err();
        assert_eq!(error.fields[0].message, fault.message().into());
    }
    assert!(attachments::of_case(server.store(), CASE).await.unwrap().is_empty(), "a refused case has nothing");
    assert_eq!(claim(&server, &photos[1..], CASE).await.unwrap().len(), 6);
    assert_eq!(claim(&server, &[pdf], CASE + 1).await.unwrap().len(), 1);
    assert_eq!(claim(&server, &[sound], CASE + 2).await.unwrap().len(), 1);
});

on_both_engines!(what_no_case_names_within_a_day_is_removed, async |server: TestServer| {
    let claimed = uploaded(&server, 1, samples::jpeg()).await.id;
    let forgotten = uploaded(&server, 2, samples::jpeg()).await.id;
    claim(&server, &[claimed], CASE).await.unwrap();
    server.clock().set(sample::now().plus_seconds(24 * 3_600));
    let young = uploaded(&server, 3, samples::jpeg()).await.id;
    attachments::sweep(server.context()).await.unwrap();
    assert_eq!(count(&server).await, 3, "a whole day has not passed");
    server.clock().set(sample::now().plus_seconds(24 * 3_600 + 1));
    attachments::sweep(server.context()).await.unwrap();
    assert!(kept(&server, forgotten).await.is_none());
    assert!(kept(&server, claimed).await.is_some() && kept(&server, young).await.is_some());
    assert_eq!(files(&server).len(), 2);
    let error = claim(&server, &[forgotten], CASE + 1).await.unwrap_err();
    assert_eq!(error.fields[0].message, AttachmentFault::Unknown.message().into());
});

on_both_engines!(a_sweep_that_was_cut_off_is_finished_after_a_restart, async |server: TestServer| {
    let forgotten = uploaded(&server, 1, PDF.to_vec()).await.id;
    let mut transaction = server.store().begin().await.unwrap();
    transaction.execute("UPDATE attachments SET removing = 1", &[]).await.unwrap();
    transaction.commit().await.unwrap();
    // Marked, it can be had by nobody, whether its file is gone already or not.
    assert!(claim(&server, &[forgotten], CASE).await.is_err() && kept(&server, forgotten).await.is_none());
    std::fs::remove_file(&files(&server)[0]).unwrap();
    let restarted = server.another(|_| {}).await;
    attachments::sweep(restarted.context()).await.unwrap();
    assert_eq!(count(&server).await, 0);
});

on_both_engines!(a_file_whose_upload_was_cut_off_is_removed_and_no_other, async |server: TestServer| {
    uploaded(&server, 1, PDF.to_vec()).await;
    let kept = files(&server).remove(0);
    let lost = kept.with_file_name("lost");
    std::fs::write(&lost, "half").unwrap();
    attachments::sweep_lost(server.context()).await.unwrap();
    assert!(lost.exists(), "its row may be about to be written");
    server.clock().set(sample::now().plus_seconds(2 * 24 * 3_600));
    attachments::sweep_lost(server.context()).await.unwrap();
    assert!(kept.exists() && !lost.exists());
});

on_both_engines!(a_file_that_was_changed_is_not_given_out, async |server: TestServer| {
    let id = uploaded(&server, 1, PDF.to_vec()).await.id;
    std::fs::write(&files(&server)[0], "something else").unwrap();
    assert!(attachments::read(server.context(), &id).await.is_err());
});
