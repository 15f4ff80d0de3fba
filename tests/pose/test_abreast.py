"""Pictures dealt out to several models: the order stays, each sees its own in order, and errors arrive."""

import threading

import pytest

from legcurl.pose.abreast import abreast


def test_items_come_in_order_and_each_worker_has_its_own_turn():
    seen, threads = ([], []), (set(), set())

    def work(k):
        def look(item):
            seen[k].append(item)
            threads[k].add(threading.get_ident())
            return 10 * item + k

        return look

    results = list(abreast(range(11), [work(0), work(1)]))
    assert results == [(n, 10 * n + n % 2) for n in range(11)]
    assert seen == (list(range(0, 11, 2)), list(range(1, 11, 2)))
    assert [len(ids) for ids in threads] == [1, 1]
    assert threads[0] != threads[1]


def test_an_error_comes_where_its_item_would_and_ends_the_work():
    def look(item):
        if item == 3:
            raise ValueError("three")
        return item

    items = abreast(iter(range(100)), [look, look])
    assert [next(items)[0] for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="three"):
        next(items)
    assert threading.active_count() < 10


def test_who_takes_a_few_need_not_take_all():
    items = iter(range(1000))
    with_few = abreast(items, [str, str])
    assert [next(with_few) for _ in range(3)] == [(0, "0"), (1, "1"), (2, "2")]
    with_few.close()
    assert next(items) < 12
