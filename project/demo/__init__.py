"""The sample shop: forty records that nobody made, and covers drawn for them."""
