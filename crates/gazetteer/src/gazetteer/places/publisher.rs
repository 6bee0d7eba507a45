//! The location of a report's publisher, from its metadata: by a table of publishers, by places in
//! the publisher's name, by the domain of a country, or by a language of one country.
//!
//! It supports places in the same country and division, but does not assign a report to any place
//! by itself.

use std::sync::Arc;

use super::candidates::{self, Candidate, Source};
use super::regions::region_key;
use super::votes::PriorVotes;
use super::weights;
use crate::gazetteer::blob::Gazetteer;
use crate::gazetteer::keys::key;
use crate::gazetteer::memory::Memory;
use crate::gazetteer::metadata::Publication;
use crate::gazetteer::scan::Firsts;
use crate::gazetteer::scan::scan;
use crate::gazetteer::token_view::TokenView;
use crate::gazetteer::world::Kind;
use reportage_text::analysis::vocabulary::Vocabulary;
use reportage_text::analysis::words::Words;
use reportage_text::facet_path;

mod domains;
mod publishers;

/// The smallest population of a town after which a publisher may be named.
const TOWN: u32 = 5_000;

/// The location of a publisher.
#[derive(Debug, Default)]
pub(in crate::gazetteer) struct PublisherLocation {
    /// Paths under the facet of the world, with weights.
    areas: Vec<(String, f64)>,
    /// The candidates of each place name in the publisher's name.
    names: Vec<Arc<[Candidate]>>,
    /// The town that it serves, according to its name.
    pub town: Option<Source>,
}

impl PublisherLocation {
    /// Returns the location of the publisher of a report.
    pub(in crate::gazetteer) fn of(
        gazetteer: &Gazetteer,
        publication: Publication<'_>,
        memory: &mut Memory,
    ) -> Arc<PublisherLocation> {
        let Publication {
            source,
            url,
            language,
        } = publication;
        let host = url.and_then(domains::host);
        // Some exports have the host in place of the publisher.
        let host = host.or_else(|| source.and_then(domains::bare_host));
        let parts = [source, host, language].map(Option::unwrap_or_default);
        if parts.iter().all(|part| part.is_empty()) {
            return Arc::default();
        }
        let question = parts.join("\n");
        if let Some(location) = memory.publishers.known(&question) {
            return location;
        }
        let location = Arc::new(find(gazetteer, source, host, language, memory));
        memory.publishers.get(&question, || location)
    }

    /// Returns the votes of the location; `likelier` returns what the names of the report add to
    /// the score of a place after which the publisher may be named.
    pub(super) fn votes(
        &self,
        gazetteer: &Gazetteer,
        likelier: impl Fn(&Candidate) -> f64,
    ) -> PriorVotes {
        let mut votes = PriorVotes::default();
        let world = gazetteer.facets().iter().find(|facet| facet.world);
        for (path, count) in self.areas.iter().filter(|_| world.is_some()) {
            votes.add_path(
                gazetteer,
                world.map_or("", |facet| &facet.name),
                path,
                *count,
            );
        }
        for places in &self.names {
            let scores = places
                .iter()
                .map(|place| weights::prominence(place) + likelier(place));
            let scores: Vec<f64> = scores.collect();
            let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let sum: f64 = scores.iter().map(|score| (score - most).exp()).sum();
            for (place, score) in places.iter().zip(scores) {
                votes.add(place, weights::PUBLISHER_VOTES * (score - most).exp() / sum);
            }
        }
        votes
    }
}

fn find(
    gazetteer: &Gazetteer,
    source: Option<&str>,
    host: Option<&str>,
    language: Option<&str>,
    memory: &mut Memory,
) -> PublisherLocation {
    let lexicon = gazetteer.lexicon();
    let mut location = PublisherLocation::default();
    if let Some(publisher) = publishers::find(lexicon, source, host) {
        if !publisher.home.is_empty() {
            location.areas = vec![(publisher.home.clone(), weights::PUBLISHER_VOTES)];
            location.town = town(gazetteer, &publisher.home);
        }
        return location;
    }
    if let Some(source) = source
        && domains::bare_host(source).is_none()
    {
        location.names = places_in(gazetteer, source, memory);
    }
    if let Some(country) = host.and_then(|host| domains::country(lexicon, host)) {
        location
            .areas
            .push((country.to_owned(), weights::PUBLISHER_VOTES));
    }
    if location.names.is_empty()
        && location.areas.is_empty()
        && let Some(country) = language.and_then(|code| lexicon.home_of_language(code))
    {
        location
            .areas
            .push((country.to_owned(), weights::LANGUAGE_VOTES));
    }
    location
}

/// Returns the candidates of the place names in a publisher's name.
fn places_in(gazetteer: &Gazetteer, source: &str, memory: &mut Memory) -> Vec<Arc<[Candidate]>> {
    let words = Words::of(source);
    let numbers = Vocabulary::default().number(&words);
    let view = TokenView::new(source, &words);
    let found = scan(gazetteer, view, None, &numbers, &mut Firsts::default());
    let of_name = |name| {
        let places = candidates::cached(gazetteer, view, name, memory)?;
        let kept: Vec<Candidate> = places
            .iter()
            .filter(|place| may_name_publisher(place))
            .cloned()
            .collect();
        (!kept.is_empty()).then(|| kept.into())
    };
    found.iter().filter_map(of_name).collect()
}

/// Returns whether publishers may be named after a place: neither a people nor also a word or a
/// person's name.
fn may_name_publisher(place: &Candidate) -> bool {
    use crate::gazetteer::mention::NameKind;
    let traits = place.traits;
    let large = matches!(
        place.class,
        Kind::Country | Kind::Division | Kind::District | Kind::Capital | Kind::Seat
    ) || place.population >= TOWN;
    place.kind == NameKind::Name
        && large
        && !place.weak
        && !place.short_form
        && (place.declared || !(traits.word || traits.first_name || place.alternate))
}

/// Returns the town at a path of division and town.
fn town(gazetteer: &Gazetteer, path: &str) -> Option<Source> {
    if facet_path::depth(path) < 3 {
        return None;
    }
    let division = region_key(&path[..facet_path::top_end(path, 2)]);
    let folded = key(&facet_path::names(path).pop()?);
    let places = candidates::named(gazetteer, &folded);
    let mut towns = places
        .iter()
        .filter(|place| place.division == division && !place.class.is_area());
    towns.next().map(|place| place.source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Evidence;
    use crate::gazetteer::mention::Tags;
    use crate::gazetteer::metadata::ReportMetadata;
    use crate::gazetteer::tests::shipped::SHIPPED;
    use crate::gazetteer::world::World;
    use crate::schema::IndexSchema;

    fn shipped() -> Gazetteer {
        Gazetteer::clone(&SHIPPED)
    }

    /// Returns the path and evidence of the first place in a text with this publication.
    fn first_place(
        gazetteer: &Gazetteer,
        text: &str,
        publication: Publication<'_>,
    ) -> (String, Vec<Evidence>) {
        let metadata = ReportMetadata {
            asserted: &[],
            publication,
        };
        let tags = gazetteer.tag_with(text, &Words::of(text), metadata, &Tags::default());
        let first = tags.mentions.into_iter().next();
        first.map_or_else(Default::default, |mention| (mention.path, mention.evidence))
    }

    fn by(source: &'static str) -> Publication<'static> {
        Publication {
            source: Some(source),
            ..Publication::default()
        }
    }

    fn at(url: &'static str) -> Publication<'static> {
        Publication {
            url: Some(url),
            ..Publication::default()
        }
    }

    #[test]
    fn the_publisher_location_disambiguates_places() {
        let gazetteer = shipped();
        for (text, publication, wanted) in [
            (
                "Residents of San Fernando say that the river rose again.",
                by("The Trinidad Tribune"),
                "/Trinidad and Tobago/San Fernando",
            ),
            (
                "Residents of San Fernando say that the river rose again.",
                at("https://news.nottold.co.tt:80/a/1?b"),
                "/Trinidad and Tobago/San Fernando",
            ),
            (
                "Georgetown closed its bridge.",
                by("Stabroek News"),
                "/Guyana/Demerara-Mahaica/Georgetown",
            ),
        ] {
            let (alone, _) = first_place(&gazetteer, text, Publication::default());
            assert_ne!(alone, wanted);
            let (path, evidence) = first_place(&gazetteer, text, publication);
            assert_eq!(path, wanted);
            assert!(
                evidence.contains(&Evidence::PublisherLocation),
                "{evidence:?}"
            );
        }
    }

    #[test]
    fn a_paper_means_its_own_town_unless_the_report_names_another() {
        let mut schema = IndexSchema::shipped();
        let row = "names\thosts\thome\nLebanon Daily News\t\t/United States/Pennsylvania/Lebanon\n";
        let publishers = reportage_text::lexicon::File::Publishers;
        schema.lexicon.read(publishers, row).unwrap();
        let gazetteer = Gazetteer::open(Gazetteer::compile(&schema)).unwrap();
        let paper = by("The Lebanon Daily News");
        let text = "LEBANON — The council met in Lebanon and in Annville on Monday.";
        let (path, _) = first_place(&gazetteer, text, paper);
        assert_eq!(path, "/United States/Pennsylvania/Lebanon");
        let text =
            "Lebanon and Syria opened the road from Beirut to Damascus; Tripoli and Sidon wait.";
        let (path, _) = first_place(&gazetteer, text, paper);
        assert_eq!(path, "/Lebanon");
    }

    #[test]
    fn the_publisher_location_alone_does_not_tag_a_report() {
        let gazetteer = shipped();
        let text = "The strike went on. It was quiet.";
        for publication in [
            by("Daily Nation, Nairobi"),
            by("Le Nouvelliste"),
            at("https://example.ht/"),
        ] {
            let (path, _) = first_place(&gazetteer, text, publication);
            assert_eq!(path, "", "{publication:?}");
        }
    }

    #[test]
    fn world_agencies_and_domains_sold_worldwide_have_no_location() {
        let gazetteer = shipped();
        for publication in [
            by("Agence France-Presse"),
            by("BBC News"),
            at("https://www.example.tv/x"),
            at("https://example.io"),
            at("https://example.com"),
            at("no host at all"),
        ] {
            let location = PublisherLocation::of(&gazetteer, publication, &mut Memory::default());
            assert!(
                location.areas.is_empty() && location.names.is_empty(),
                "{publication:?}: {location:?}"
            );
        }
        let location = PublisherLocation::of(
            &gazetteer,
            at("https://diario.com.co/"),
            &mut Memory::default(),
        );
        assert_eq!(location.areas[0].0, "/Colombia");
    }

    #[test]
    fn all_homes_are_countries_or_places_of_the_tables_and_the_world() {
        let gazetteer = shipped();
        let world = World::shipped().unwrap();
        let countries: std::collections::HashSet<String> = world
            .of_kind(Kind::Country)
            .filter_map(|i| super::super::path_of(&gazetteer, i))
            .collect();
        let lexicon = reportage_text::lexicon::shipped();
        let publishers = lexicon.publishers().iter().map(|publisher| &publisher.home);
        let domains = lexicon.domains().iter().map(|domain| &domain.home);
        let languages = lexicon.languages().iter().map(|language| &language.home);
        let all = publishers.chain(domains).chain(languages);
        for path in all.filter(|path| !path.is_empty()) {
            let top = facet_path::top(path);
            assert!(countries.contains(top), "{path}");
            if path.as_str() != top {
                assert!(
                    town(&gazetteer, path).is_some(),
                    "{path} is no town of a division"
                );
            }
        }
    }
}
