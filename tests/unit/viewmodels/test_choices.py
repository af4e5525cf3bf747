from pcdash.viewmodels import choices


def test_indicators_with_data_come_first_and_the_others_say_so(catalogue, holdings):
    labels = choices.indicators(catalogue, holdings["indicator_id"].unique()).labels

    assert list(labels)[-1] == "nothing_e"
    assert labels["nothing_e"] == "Nothing E · Empty · no data yet"
    assert labels["condition_a"] == "Condition A: how common · Tests"


def test_indicators_of_a_family_stand_in_the_order_of_their_numbers():
    from tests.builders import indicator

    listed = choices.in_order([indicator("gpos_10"), indicator("gpos_2")])

    assert [one.id for one in listed] == ["gpos_2", "gpos_10"]


def test_periods_are_those_held_latest_first(holdings):
    assert choices.periods(holdings, "condition_a").codes == ("2016/17", "2014/15")
    assert choices.periods(holdings, "nothing_e").first is None


def test_levels_are_only_those_that_can_be_shown(snapshot, catalogue, holdings):
    offered = choices.levels(
        snapshot, holdings, catalogue.indicator("condition_a"), period="2014/15",
        membership="as-was",
    )  # fmt: skip

    assert "pcn" not in offered.codes
    assert offered.codes[:3] == ("practice", "cluster", "locality")
    assert offered.labels["england"] == "England"


def test_nothing_is_compared_with_what_is_not_larger(known):
    assert choices.against("practice", known, None).codes == ("england", "region", "ccg")
    assert choices.against("ccg", known, None).codes == ("england", "region")
    assert choices.against("england", known, None).codes == ()


def test_an_area_that_the_address_compares_with_is_among_the_choices(known):
    assert "Z1N" in choices.against("practice", known, "Z1N").codes
    assert "nowhere" not in choices.against("practice", known, "nowhere").codes


def test_the_whole_place_is_the_first_area(known):
    assert known.areas.first == "ZSYS"
    assert known.areas.labels["ZSYS"] == "The whole system"
    assert known.areas.labels["ZBN"] == "Northam (Borough)"
    assert known.names["Z1N"] == "Northam CCG"


def test_a_closed_practice_is_listed_and_said_to_be_closed(known):
    assert known.practices.labels["Z99005"] == "Willow Surgery (Z99005) · closed"
