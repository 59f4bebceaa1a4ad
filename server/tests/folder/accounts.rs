//! The register of accounts and domains.

use zhangban_server::department_folder::{Content, Fault};

use crate::{Folder, place};

fn faults(csv: &str) -> Vec<Fault> {
    Folder::new().file("a.csv", csv).faults()
}

#[test]
fn accounts_are_read_in_their_order_with_who_runs_them() {
    let csv = "平台,名称,账号 ID,主办单位,启用日期,核实日期,链接,样例\n\
               微信公众号,豫教发布,yujiao,办公室,2024/3/1,2025-05-20,https://a.example/w,是\n\
               微博,豫教微博,123,办公室,,,,\n";
    let Content::Accounts(accounts) = Folder::new().file("a.csv", csv).only() else { panic!("not accounts") };
    assert_eq!(accounts.len(), 2);
    assert_eq!(accounts[0].since.unwrap().to_string(), "2024-03-01");
    assert_eq!((accounts[0].link.as_str(), accounts[0].sample), ("https://a.example/w", true));
    assert_eq!((accounts[1].since, accounts[1].link.as_str(), accounts[1].sample), (None, "", false));
}

#[test]
fn the_same_in_english_reads_alike() {
    let csv = "handle,operator,platform,name\nyujiao,Office,WeChat,Education\n";
    let Content::Accounts(accounts) = Folder::new().file("a.csv", csv).only() else { panic!("not accounts") };
    assert_eq!((accounts[0].platform.zh.as_str(), accounts[0].handle.as_str()), ("WeChat", "yujiao"));
}

#[test]
fn every_fault_of_an_account_names_its_cell() {
    let csv = "平台,名称,账号ID,主办单位,启用日期,链接,样例\n\
               ,豫教,a,办公室,,,\n\
               微信,,b,办公室,,,\n\
               微信,豫教,,办公室,,,\n\
               微信,豫教,c,,,,\n\
               微信,豫教,d,办公室,三月,,\n\
               微信,豫教,e,办公室,,http://a.example,\n\
               微信,豫教,f,办公室,,,也许\n\
               微信,豫教,g,办公室,,,\n\
               微信,别的,G,办公室,,,\n";
    let faults = faults(csv);
    let places: Vec<_> = faults.iter().map(place).collect();
    assert_eq!(
        places,
        [
            (Some(2), Some("平台"), ""),
            (Some(3), Some("名称"), ""),
            (Some(4), Some("账号ID"), ""),
            (Some(5), Some("主办单位"), ""),
            (Some(6), Some("启用日期"), "三月"),
            (Some(7), Some("链接"), "http://a.example"),
            (Some(8), Some("样例"), "也许"),
            (Some(10), Some("账号ID"), "G"),
        ]
    );
}

#[test]
fn every_fault_of_a_domain_names_its_cell() {
    let csv = "域名,含子域名,用途,主办单位,启用日期\n\
               https://haedu.gov.cn/,,网站,办公室,\n\
               河南.cn,,网站,办公室,\n\
               gov.cn,是,网站,办公室,\n\
               haedu.gov.cn,也许,网站,办公室,\n\
               haedu.gov.cn,是,,办公室,\n\
               haedu.gov.cn,是,网站,,\n\
               haedu.gov.cn,是,网站,办公室,\n\
               HAEDU.gov.cn,否,网站,办公室,\n";
    let faults = faults(csv);
    let places: Vec<_> = faults.iter().map(place).collect();
    assert_eq!(
        places,
        [
            (Some(2), Some("域名"), "https://haedu.gov.cn/"),
            (Some(3), Some("域名"), "河南.cn"),
            (Some(4), Some("含子域名"), "是"),
            (Some(5), Some("含子域名"), "也许"),
            (Some(6), Some("用途"), ""),
            (Some(7), Some("主办单位"), ""),
            (Some(9), Some("域名"), "HAEDU.gov.cn"),
        ]
    );
}
