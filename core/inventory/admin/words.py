"""What staff are told when something cannot be."""

REFUSALS = {
    "quantity_invalid": "Nothing is less than nothing.",
    "warehouse_unknown": "That warehouse is closed.",
    "not_on_hand": "Only {there} of it can be found there. Nothing was changed.",
    "not_counted": "Nobody counts this one: there is always enough of it.",
    "backorder_owed": "Customers are owed {owed} already, so no fewer can be allowed.",
    "safety_beyond_stock": "Only {available} can be held back.",
    "warehouse_needed": "It stays open: it is the last one, or goods lie there (kinds of them: {on_hand}).",
    "take_closed": "This stock take is over.",
    "goods_owed": "Orders hold {missing} more of one thing than there would be: cancel some first, or let it be owed.",
}
