"""A wrong setting is told when the portal starts, with the cure."""

import pytest

from search.checks import search_settings

RIGHT = {
    "SEARCH_ENGINE": "elasticsearch",
    "ELASTICSEARCH_URL": "https://es1.example.dk:9200, https://es2.example.dk:9200",
    "ELASTICSEARCH_USER": "portal",
    "ELASTICSEARCH_PASSWORD": "secret",
}


def found(settings, **given) -> list[str]:
    for name, value in {**RIGHT, **given}.items():
        setattr(settings, name, value)
    problems = search_settings()
    assert all(problem.hint for problem in problems)
    assert "secret" not in str(problems)
    return [problem.id for problem in problems]


def test_what_is_right_is_right(settings, tmp_path):
    authority = tmp_path / "ca.pem"
    authority.touch()
    assert found(settings) == []
    assert found(settings, ELASTICSEARCH_CA_FILE=str(authority)) == []
    assert found(settings, SEARCH_ENGINE="database", ELASTICSEARCH_URL="") == []


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"SEARCH_ENGINE": "solr"}, "search.E001"),
        ({"ELASTICSEARCH_URL": ""}, "search.E002"),
        ({"ELASTICSEARCH_URL": "es1.example.dk:9200"}, "search.E003"),
        ({"ELASTICSEARCH_URL": "https://es1.example.dk"}, "search.E003"),
        ({"ELASTICSEARCH_URL": "https://es1:port"}, "search.E003"),
        ({"ELASTICSEARCH_URL": "https://me:secret@es1:9200"}, "search.E004"),
        ({"ELASTICSEARCH_URL": "http://es1.example.dk:9200"}, "search.W001"),
        ({"ELASTICSEARCH_CA_FILE": "/no/such/file"}, "search.E005"),
        ({"ELASTICSEARCH_CA_FILE": __file__, "ELASTICSEARCH_URL": "http://localhost:9200"}, "search.E006"),
        ({"ELASTICSEARCH_API_KEY": "key"}, "search.E007"),
        ({"ELASTICSEARCH_PASSWORD": ""}, "search.E008"),
        ({"ELASTICSEARCH_INDEX": "*"}, "search.E009"),
        ({"ELASTICSEARCH_INDEX": "Vum"}, "search.E009"),
    ],
)
def test_what_is_wrong_is_named(settings, wrong, name):
    assert found(settings, **wrong) == [name]
