//! Weak words: those that say little about what somebody is after, however rare they are on the site.
//!
//! A small site has so few texts that "where" may be rarer than "refund". Negations are not among them: "not received" is
//! what it is all about.

use kb_model::Locale;

/// A weak word keeps one part in so many of its rarity.
pub(super) const SHARE: u32 = 4;

const ENGLISH: &str = "a about after again all also am an and any are as at be because been before being but by could did do \
    does doing even ever every for from get gets getting got had has have having he her here him his how i if im in into is \
    it its ive just like let made make makes many may me mine more most much my now of off on once one only or other our out \
    over per please put really say says see she should so some someone somebody something still such take than that the their \
    them then there these they thing things this those though through to too up us very via want wants was we were what when \
    where which while who whom whose why will with would you your yours";

const INDONESIAN: &str = "ada adalah agar aja akan aku anda apa apakah atau atas bagaimana bagi bahwa banyak berapa bila bisa boleh \
    buat cara dalam dan dari deh di dia dong dengan dgn dulu gimana gmn hanya harus ini itu itulah iya jadi jika juga kah kalau \
    kalo kami kan kapan karena ke kenapa kita kok lagi lah lalu lebih maka mana masih mau mengapa mereka misalnya mohon nah \
    namun nih nya oleh orang pada padahal para per pun punya saat saja sama sampai saya sbg seperti sebagai sedang sekali \
    sekarang semua serta setelah sih si suatu sudah supaya tapi telah tentang terhadap terus tetapi tiap tolong tuh udah untuk \
    utk ya yang yg";

const CHINESE: &str = "我的 的我 怎么 么办 为什 什么 么我 可以 以吗 这个 那个 一个 我在 在哪 哪里 里看 是不 不是 有没 请问 问一 一下 如何 \
    我想 想要 我要 要怎 能不 现在 还是 但是 因为 所以 如果 就是 了吗 的吗 吗我 我是 是我 你们 我们 们的 您的 的您";

/// Returns the weak words of a locale's language.
pub(super) fn words(locale: &Locale) -> impl Iterator<Item = &'static str> {
    let words = match locale.as_str().split('-').next() {
        Some("en") => ENGLISH,
        Some("id" | "ms") => INDONESIAN,
        Some("zh") => CHINESE,
        _ => "",
    };
    words.split_whitespace()
}
