//! Business hours: whether a queue is attended at a moment, and when it is again.
//!
//! Times are those of the wall clock in the queue's time zone, across changes of summer time: a time
//! that does not exist on that day is the moment after the gap. Pure: the moment is an argument.
//! The words of the configuration are in [`crate::config::Hours`].

use crate::config::Hours;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{ToSpan, Zoned};
use std::collections::BTreeSet;
use tacita_model::Timestamp;

/// How far ahead an opening is looked for; a queue that is shut for longer says no time.
const AHEAD_DAYS: i64 = 370;
const DAY_MINUTES: i64 = 24 * 60;
const DAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
];

/// What of the hours cannot be read. The words are shown to whoever wrote the configuration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// The zone is not in the IANA database.
    #[error("`{0}` is no time zone")]
    Zone(String),
    /// A line is not `days from-to`.
    #[error("`{0}` is not like `mon-fri 08:00-17:00`")]
    Line(String),
    /// A day is not a date.
    #[error("`{0}` is not a date like `2026-12-25`")]
    Day(String),
}

/// Whether a queue is attended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attendance {
    /// Now.
    Open,
    /// Not now; from this moment on, if one comes within a year.
    Shut(Option<Timestamp>),
}

/// Minutes of a day of the week; past the end of the day they go into the next one.
#[derive(Debug, Clone, Copy)]
struct Shift {
    day: Weekday,
    from: i64,
    to: i64,
}

/// Hours that were read.
#[derive(Debug, Clone)]
pub struct Calendar {
    zone: TimeZone,
    shifts: Vec<Shift>,
    closed: BTreeSet<Date>,
}

impl Calendar {
    /// Reads the configuration's words.
    ///
    /// # Errors
    /// [`HoursError`] names the first word that cannot be read.
    pub fn read(hours: &Hours) -> Result<Self, HoursError> {
        let zone = TimeZone::get(&hours.zone).map_err(|_| HoursError::Zone(hours.zone.clone()))?;
        let mut shifts = Vec::new();
        for line in &hours.open {
            shifts.extend(read_line(line).ok_or_else(|| HoursError::Line(line.clone()))?);
        }
        shifts.sort_by_key(|shift| shift.from);
        let day = |text: &String| text.parse().map_err(|_| HoursError::Day(text.clone()));
        let closed = hours.closed.iter().map(day).collect::<Result<_, _>>()?;
        Ok(Self {
            zone,
            shifts,
            closed,
        })
    }

    /// Whether the queue is attended at a moment.
    #[must_use]
    pub fn at(&self, now: Timestamp) -> Attendance {
        let Ok(moment) = jiff::Timestamp::from_microsecond(now.0) else {
            return Attendance::Shut(None);
        };
        let today = moment.to_zoned(self.zone.clone()).date();
        // A shift of yesterday may reach into today.
        for ahead in -1..=AHEAD_DAYS {
            let Ok(date) = today.checked_add(ahead.days()) else {
                break;
            };
            for (from, to) in self.shifts_of(date) {
                if to.timestamp() <= moment {
                    continue;
                }
                return if from.timestamp() <= moment {
                    Attendance::Open
                } else {
                    Attendance::Shut(Some(Timestamp(from.timestamp().as_microsecond())))
                };
            }
        }
        Attendance::Shut(None)
    }

    /// The shifts that begin on a date, the first first.
    fn shifts_of(&self, date: Date) -> impl Iterator<Item = (Zoned, Zoned)> {
        let open = !self.closed.contains(&date);
        let today = move |shift: &&Shift| open && shift.day == date.weekday();
        self.shifts.iter().filter(today).filter_map(move |shift| {
            Some((self.moment(date, shift.from)?, self.moment(date, shift.to)?))
        })
    }

    /// So many minutes by the wall clock after a date begins.
    fn moment(&self, date: Date, minutes: i64) -> Option<Zoned> {
        let time = date.at(0, 0, 0, 0).checked_add(minutes.minutes()).ok()?;
        time.to_zoned(self.zone.clone()).ok()
    }
}

/// `mon-fri 08:00-17:00`, `sat 09:00-13:00`.
fn read_line(line: &str) -> Option<Vec<Shift>> {
    let (days, times) = line.trim().split_once(char::is_whitespace)?;
    let (from, to) = times.trim().split_once('-')?;
    let (from, to) = (minutes(from)?, minutes(to)?);
    if from == to || from == DAY_MINUTES {
        return None;
    }
    let to = if to < from { to + DAY_MINUTES } else { to };
    let (first, last) = days.split_once('-').unwrap_or((days, days));
    let place = |word: &str| DAYS.iter().position(|(name, _)| *name == word);
    let (first, last) = (place(first)?, place(last)?);
    // `sat-mon` goes over the end of the week.
    let count = (last + DAYS.len() - first) % DAYS.len() + 1;
    let days = DAYS.iter().cycle().skip(first).take(count);
    Some(
        days.map(|(_, day)| Shift {
            day: *day,
            from,
            to,
        })
        .collect(),
    )
}

/// Minutes since the day began; `24:00` is its end.
fn minutes(text: &str) -> Option<i64> {
    let (hour, minute) = text.split_once(':')?;
    // A sign would parse too.
    let number = |text: &str| {
        let two = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        two.then(|| text.parse::<u8>().ok()).flatten()
    };
    let (hour, minute) = (i64::from(number(hour)?), i64::from(number(minute)?));
    let all = hour * 60 + minute;
    (minute < 60 && all <= DAY_MINUTES).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(zone: &str, open: &[&str], closed: &[&str]) -> Hours {
        let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect();
        Hours {
            zone: zone.to_owned(),
            open: words(open),
            closed: words(closed),
        }
    }

    fn moment(text: &str) -> Timestamp {
        Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_microsecond())
    }

    /// Attended at a moment, or the moment when it is again.
    fn at(calendar: &Calendar, text: &str) -> String {
        match calendar.at(moment(text)) {
            Attendance::Open => "open".to_owned(),
            Attendance::Shut(None) => "never".to_owned(),
            Attendance::Shut(Some(when)) => jiff::Timestamp::from_microsecond(when.0)
                .unwrap()
                .to_string(),
        }
    }

    #[test]
    fn a_week_opens_and_shuts_by_the_wall_clock_of_its_zone() {
        let words = hours(
            "Africa/Johannesburg",
            &["mon-fri 08:00-17:00", "sat 09:00-13:00"],
            &["2026-12-25"],
        );
        let week = Calendar::read(&words).unwrap();
        // Friday 27 November 2026; Johannesburg is two hours ahead of UTC.
        assert_eq!(at(&week, "2026-11-27T05:59:59Z"), "2026-11-27T06:00:00Z");
        assert_eq!(at(&week, "2026-11-27T06:00:00Z"), "open");
        assert_eq!(at(&week, "2026-11-27T14:59:59Z"), "open");
        assert_eq!(at(&week, "2026-11-27T15:00:00Z"), "2026-11-28T07:00:00Z");
        assert_eq!(at(&week, "2026-11-28T11:00:00Z"), "2026-11-30T06:00:00Z");
        // Christmas is a Friday, so the next opening is on Saturday.
        assert_eq!(at(&week, "2026-12-24T15:00:00Z"), "2026-12-26T07:00:00Z");
    }

    #[test]
    fn a_night_shift_belongs_to_the_day_on_which_it_begins() {
        let night =
            Calendar::read(&hours("UTC", &["fri-sat 22:00-06:00"], &["2026-11-28"])).unwrap();
        assert_eq!(at(&night, "2026-11-27T23:00:00Z"), "open");
        assert_eq!(at(&night, "2026-11-28T05:59:00Z"), "open");
        // Saturday itself is closed, so its night does not begin.
        assert_eq!(at(&night, "2026-11-28T22:30:00Z"), "2026-12-04T22:00:00Z");
        let always = Calendar::read(&hours("UTC", &["mon-sun 00:00-24:00"], &[])).unwrap();
        assert_eq!(at(&always, "2026-11-28T23:59:59Z"), "open");
        let over = Calendar::read(&hours("UTC", &["sat-mon 10:00-11:00"], &[])).unwrap();
        assert_eq!(at(&over, "2026-11-30T11:00:00Z"), "2026-12-05T10:00:00Z");
    }

    #[test]
    fn a_time_that_summer_time_takes_away_is_the_moment_after_the_gap() {
        // On 29 March 2026 Berlin's clocks go from 02:00 to 03:00.
        let early = Calendar::read(&hours("Europe/Berlin", &["sun 02:30-05:00"], &[])).unwrap();
        assert_eq!(at(&early, "2026-03-29T00:00:00Z"), "2026-03-29T01:30:00Z");
        assert_eq!(at(&early, "2026-03-29T02:59:00Z"), "open");
        assert_eq!(at(&early, "2026-03-29T03:00:00Z"), "2026-04-05T00:30:00Z");
    }

    #[test]
    fn words_that_cannot_be_read_are_named() {
        fn read(zone: &str, open: &[&str], closed: &[&str]) -> Option<HoursError> {
            Calendar::read(&hours(zone, open, closed)).err()
        }
        assert_eq!(
            read("Mars/Olympus", &[], &[]),
            Some(HoursError::Zone("Mars/Olympus".to_owned()))
        );
        for line in [
            "",
            "mon",
            "mon 8-17",
            "mon 08:00",
            "mon 08:00-08:00",
            "mon 24:00-25:00",
            "day 08:00-17:00",
            "mon 08:60-17:00",
            "mon 08:00-24:01",
            "mon +8:00-17:00",
            "mon-fri08:00-17:00",
        ] {
            assert_eq!(
                read("UTC", &[line], &[]),
                Some(HoursError::Line(line.to_owned()))
            );
        }
        let day = "25.12.2026";
        assert_eq!(
            read("UTC", &[], &[day]),
            Some(HoursError::Day(day.to_owned()))
        );
        let shut = Calendar::read(&hours("UTC", &[], &[])).unwrap();
        assert_eq!(at(&shut, "2026-11-28T00:00:00Z"), "never");
        assert_eq!(shut.at(Timestamp(i64::MAX)), Attendance::Shut(None));
    }

    // Whatever the hours: the moment that is told is the first attended one from now on.
    #[test]
    fn the_next_opening_is_attended_and_nothing_before_it_is() {
        let zones = [
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "Asia/Kathmandu",
            "Australia/Lord_Howe",
        ];
        let lines = [
            "mon-fri 08:00-17:00",
            "sat 23:30-00:30",
            "wed 00:00-24:00",
            "sun 01:45-02:15",
        ];
        let begin = moment("2026-03-20T00:00:00Z").0;
        for zone in zones {
            for line in lines {
                let calendar = Calendar::read(&hours(zone, &[line], &[])).unwrap();
                let mut told = None;
                for quarter in 0..(20 * 24 * 4) {
                    let now = Timestamp(begin + quarter * 15 * 60 * 1_000_000);
                    match (calendar.at(now), told) {
                        (Attendance::Open, Some(when)) => {
                            assert!(when <= now, "{zone} {line}: open before {when:?}");
                            assert_eq!(calendar.at(when), Attendance::Open);
                            told = None;
                        }
                        (Attendance::Shut(when), before) => {
                            assert!(when > Some(now), "{zone} {line}");
                            if let Some(before) = before {
                                // A gap in the clock can swallow nothing but moments before it.
                                assert!(when == Some(before) || before <= now, "{zone} {line}");
                            }
                            told = when;
                        }
                        (Attendance::Open, None) => {}
                    }
                }
            }
        }
    }
}
