//! Tests that the written file is read correctly.

use super::*;

fn place(id: u32, name: &str, kind: Kind, parent: Option<u32>) -> SourcePlace {
    SourcePlace {
        id,
        name: name.to_owned(),
        alternates: Vec::new(),
        short_forms: Vec::new(),
        position: (id != 30).then_some((-12.3456, 179.9999)),
        population: id * 1000,
        parent,
        kind,
    }
}

fn places() -> Vec<SourcePlace> {
    let mut places = vec![
        place(10, "Arcadia", Kind::Country, None),
        place(20, "North", Kind::Division, Some(10)),
        place(30, "Green County", Kind::District, Some(20)),
        place(40, "Springfield", Kind::Town, Some(30)),
        place(50, "Springfield", Kind::Seat, Some(20)),
        place(60, "Saint-Élie", Kind::Town, Some(99)),
    ];
    places[2].short_forms.push("Green".to_owned());
    places[4].alternates.push("Shelbyville".to_owned());
    places
}

fn people() -> std::collections::BTreeSet<String> {
    ["ann", "jean"].map(str::to_owned).into()
}

fn traits(key: &str) -> Traits {
    Traits {
        word: key == "green",
        ..Traits::default()
    }
}

fn named(world: &World, key: &str) -> Vec<(u32, bool, bool)> {
    let Some(first) = world.keys().and_then(|keys| keys.get(key)) else {
        return Vec::new();
    };
    let candidates = world.candidates(first.value());
    let id = |candidate: NameCandidate| {
        let place = world.place(candidate.place)?;
        Some((place.id, candidate.alternate, candidate.short_form))
    };
    candidates.filter_map(id).collect()
}

#[test]
fn the_world_that_the_program_carries_is_opened() {
    let world = World::shipped().unwrap();
    let index = world.index_of(3_718_426).unwrap();
    assert_eq!(world.name(index), "Port-au-Prince");
    assert!(world.len() > 200_000);
}

#[test]
fn places_are_read_as_they_were_written() {
    let world = World::open(write(places(), traits, &people())).unwrap();
    assert_eq!(world.len(), 6);
    let index = world.index_of(60).unwrap();
    let read = world.place(index).unwrap();
    assert_eq!(world.name(index), "Saint-Élie");
    assert_eq!(read.population, 60_000);
    let (lat, lon) = read.position.unwrap();
    assert!((lat + 12.3456).abs() < 1e-4 && (lon - 179.9999).abs() < 1e-4);
    let unplaced = world.place(world.index_of(30).unwrap()).unwrap();
    assert_eq!(unplaced.position, None);
    assert_eq!(read.parent, None, "a parent that is not there is none");
    assert_eq!(world.index_of(61), None);
    let town = world.index_of(40).unwrap();
    let (country, division) = world.country_and_division(town);
    assert_eq!(
        (country, division),
        (world.index_of(10), world.index_of(20))
    );
}

#[test]
fn a_name_leads_to_all_its_places_largest_first() {
    let world = World::open(write(places(), traits, &people())).unwrap();
    assert_eq!(
        named(&world, "springfield"),
        [(50, false, false), (40, false, false)]
    );
    assert_eq!(named(&world, "shelbyville"), [(50, true, false)]);
    assert_eq!(named(&world, "green"), [(30, true, true)]);
    assert_eq!(named(&world, "saint elie"), [(60, false, false)]);
    assert_eq!(named(&world, "saint"), []);
}

#[test]
fn other_meanings_of_a_name_are_kept() {
    let world = World::open(write(places(), traits, &people())).unwrap();
    let traits_of = |key| {
        let first = world.keys().unwrap().get(key).unwrap();
        let mut candidates = world.candidates(first.value());
        candidates.next().unwrap().traits.word
    };
    assert!(traits_of("green") && !traits_of("arcadia"));
    assert!(world.is_first_name("jean") && !world.is_first_name("jea"));
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let mut turned = places();
    turned.reverse();
    assert_eq!(
        write(places(), traits, &people()),
        write(turned, traits, &people())
    );
}

#[test]
fn a_file_cut_short_or_of_another_kind_is_not_opened() {
    let file = write(places(), traits, &people());
    for len in [0, 7, 8, 40, HEADER_BYTES, file.len() / 2] {
        assert!(World::open(file[..len].to_vec()).is_none(), "{len} bytes");
    }
    let mut other = file.clone();
    other[8] = 99;
    assert!(World::open(other).is_none());
    for at in 0..file.len() {
        let mut changed = file.clone();
        changed[at] ^= 0x55;
        if let Some(world) = World::open(changed) {
            for i in 0..8 {
                world.name(i);
                world.country_and_division(i);
            }
            named(&world, "springfield");
        }
    }
}
