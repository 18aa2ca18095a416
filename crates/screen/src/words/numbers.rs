//! Digits written as words, in the languages people chat in.
//!
//! Accents do not matter; a word that is common as something else ("a", "to") is left out. A spelled
//! digit alone is never a finding: only a window that a validator or a context word vouches for.

use super::SHY;

/// Words and the value they stand for; tens stand for two digits.
pub(super) const DIGITS: &[(&str, u8)] = &[
    (
        "zero nought naught oh o nil cero null nul nolla sifuri noll sifir zeero shunya nol kosong صفر ноль нуль शून्य 零 〇 zerro",
        0,
    ),
    (
        "one uno una un eins ein een een jeden en ett yksi bir один odin ek satu moja واحد एक wan une um uma isa jedna yek",
        1,
    ),
    (
        "two dos deux zwei zwo due twee dwa tva kaksi iki два dva dua mbili اثنان दो deus dois duas",
        2,
    ),
    (
        "three tres trois drei tre drie trzy kolme uc три tri teen tiga tatu ثلاثة तीन",
        3,
    ),
    (
        "four cuatro quatre vier quattro quatro cztery fire fyra nelja dort четыре chetyre char empat nne اربعة أربعة चार fower",
        4,
    ),
    (
        "five cinco cinq funf fuenf cinque vijf vyf piec fem viisi bes пять pyat paanch panch lima tano خمسة पांच पाँच fife",
        5,
    ),
    (
        "six seis sechs sei zes ses szesc seks sex kuusi alti шесть shest chhah enam sita ستة छह छः",
        6,
    ),
    (
        "seven siete sept sieben sette sete zeven sewe siedem syv sju seitseman yedi семь saat tujuh saba سبعة सात",
        7,
    ),
    (
        "eight ocho huit acht otto oito agt osiem otte atte atta kahdeksan sekiz восемь vosem aath delapan nane ثمانية आठ",
        8,
    ),
    (
        "nine nueve neuf neun nove negen nege dziewiec ni nio yhdeksan dokuz девять devyat nau sembilan tisa تسعة नौ niner",
        9,
    ),
    // In more languages; each counts only among three in a row, because alone it is a common
    // word of some other language ("hat", "pet", "to").
    (
        "nula nulla nulis нула μηδεν 공 영 אפס khong iqanda unothi nic",
        SHY,
    ),
    (
        "jedno egy unu една едно един jedan ena ενα uks viens vienas одна 일 一 幺 אחת אחד mot kunye odna",
        SHY + 1,
    ),
    (
        "dve ketto ket doi doua две dvije δυο kaks divi du 이 二 两 שתיים שתים hai kubili to",
        SHY + 2,
    ),
    (
        "harom trei trije τρια kolm tris trys 삼 三 שלוש ba kuthathu",
        SHY + 3,
    ),
    (
        "ctyri styri negy patru cetiri четири чотири stiri τεσσερα neli cetri keturi 사 四 ארבע bon kune",
        SHY + 4,
    ),
    (
        "pet pat ot cinci пет πεντε viis pieci penki 오 五 חמש nam kuhlanu",
        SHY + 5,
    ),
    (
        "sest hat sase шест шість εξι kuus sesi 육 륙 六 שש sau isithupha",
        SHY + 6,
    ),
    (
        "sedm sedem het sapte седем сім sedam επτα εφτα seitse septini septyni 칠 七 שבע bay isikhombisa",
        SHY + 7,
    ),
    (
        "osm osem nyolc opt осем вісім osam οκτω οχτω kaheksa astoni astuoni 팔 八 שמונה tam isishiyagalombili",
        SHY + 8,
    ),
    (
        "devet devat kilenc noua девет εννεα εννια uheksa devini devyni 구 九 תשע chin isishiyagalolunye",
        SHY + 9,
    ),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty fourty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

/// Words that repeat the digit after them.
pub(super) const REPEATS: &[(&str, u8)] = &[
    ("double", 2),
    ("triple", 3),
    ("treble", 3),
    ("quadruple", 4),
    ("doble", 2),
    ("dubbel", 2),
    ("doppel", 2),
    ("doppelt", 2),
    ("doppio", 2),
    ("duplo", 2),
];
