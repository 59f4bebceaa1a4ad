//! Numbers, identities and names of people who do not exist.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use zhangban_api::{CitizenId, Date};

/// As many as Henan has cities.
const CITIES: u64 = 18;
/// Roughly as many as a city has counties.
const COUNTIES: u64 = 20;
/// Who sits the exam in June 2025 was born in the school year before September 2007.
const FIRST_BIRTHDAY: (u16, u8, u8) = (2006, 9, 1);
const BIRTHDAYS: u64 = 365;
/// Steps from birthday to birthday without meeting one twice: it has no divisor in common with 365.
const BIRTHDAY_STEP: u64 = 173;
/// Sequence numbers an identity may choose from; the blocks of two of the same day and county do not touch.
const SEQUENCE_BLOCK: u64 = 40;

/// The forty most common surnames, the first few of them more often.
const SURNAMES: &str =
    "王李张刘陈杨赵黄周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余王李张刘陈王李张刘杨赵";
/// Characters that parents chose around 2006.
const GIVEN: &str = "伟强磊洋勇军杰涛超明刚平辉鹏飞宇浩轩博文俊豪子涵梓怡欣佳雨晨思琪梦婷雪慧静敏丽娟莹颖洁玉兰\
                     嘉诚瑞泽天翔志远家乐晓东海燕春阳若琳诗语安然一鸣可心亦凡景行书瑶";

/// A candidate without a result.
pub(super) struct Identity {
    pub(super) candidate_number: String,
    pub(super) citizen_id: String,
    pub(super) name: String,
}

/// Makes identities in the order of their candidate numbers, no two alike.
pub(super) struct Identities {
    count: u64,
    made: u64,
    /// `20060901` and the days after it.
    birthdays: Vec<String>,
    surnames: Vec<char>,
    given: Vec<char>,
}

impl Identities {
    pub(super) fn new(count: u32) -> Self {
        let (year, month, day) = FIRST_BIRTHDAY;
        let days = std::iter::successors(Date::new(year, month, day), |date| Some(date.next()));
        Self {
            count: count.into(),
            made: 0,
            birthdays: days.map(|date| date.to_string().replace('-', "")).take(365).collect(),
            surnames: SURNAMES.chars().collect(),
            given: GIVEN.chars().collect(),
        }
    }

    /// The next one, until there are as many as were asked for.
    pub(super) fn next(&mut self, rng: &mut ChaCha8Rng) -> Option<Identity> {
        if self.made == self.count {
            return None;
        }
        // Candidates are spread evenly over the counties; `place` counts within one.
        let block = self.made * CITIES * COUNTIES / self.count;
        let first = (block * self.count).div_ceil(CITIES * COUNTIES);
        let place = self.made - first;
        self.made += 1;
        let (city, county) = (block / COUNTIES + 1, block % COUNTIES + 1);
        let birthday = self.birthdays.get(usize::try_from(place * BIRTHDAY_STEP % BIRTHDAYS).ok()?)?;
        let sequence = place / BIRTHDAYS * SEQUENCE_BLOCK + rng.random_range(1..=SEQUENCE_BLOCK);
        let mut citizen_id = format!("99{city:02}{county:02}{birthday}{sequence:03}");
        citizen_id.push(CitizenId::check_character(citizen_id.as_bytes()).into());
        Some(Identity {
            candidate_number: format!("2541{city:02}{county:02}{:06}", place + 1),
            citizen_id,
            name: self.name(rng),
        })
    }

    fn name(&self, rng: &mut ChaCha8Rng) -> String {
        // Three of four have two given characters.
        let given = if rng.random_range(0..4) == 0 { 1 } else { 2 };
        let lists = std::iter::once(&self.surnames).chain(std::iter::repeat_n(&self.given, given));
        lists.filter_map(|list| list.get(rng.random_range(0..list.len()))).collect()
    }
}
