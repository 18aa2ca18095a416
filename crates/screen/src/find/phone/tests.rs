use super::*;

#[test]
fn north_american_numbers_need_area_and_exchange() {
    let digits = |text: &str| text.bytes().map(|b| b - b'0').collect::<Vec<u8>>();
    assert!(plan::north_american(&digits("4155550132")));
    assert!(!plan::north_american(&digits("1155550132")));
    assert!(!plan::north_american(&digits("4151550132")));
}
