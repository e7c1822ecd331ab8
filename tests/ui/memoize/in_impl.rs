use dunder::memoize;

struct Table;

impl Table {
    #[memoize]
    fn size(n: u32) -> u32 {
        n
    }

    #[memoize(handle = other_handle)]
    fn other(n: u32) -> u32 {
        n
    }
}

fn main() {
    Table::size(1);
    Table::other(1);
}
