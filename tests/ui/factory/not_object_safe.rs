use dunder::factory;

#[factory]
trait Shape: Sized + Clone {
    const SIDES: u32;
    type Unit;
    fn unit() -> Self;
    fn scale<T>(&self, by: T);
    fn twice(&self) -> Self;
    fn same(&self, other: &Self) -> bool;
    async fn draw(&self);
    fn points(&self) -> impl Iterator<Item = u32>;
    fn fine(&self);
    fn made() -> Self
    where
        Self: Sized;
}

#[factory]
trait Parser<'a> {
    fn parse(&self, text: &'a str);
}

fn main() {}
