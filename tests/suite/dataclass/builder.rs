//! `T::builder()…build()`.

use dunder::dataclass;

#[dataclass(builder)]
#[derive(Clone, Debug)]
pub struct Server {
    pub host: String,
    #[field(default = 80)]
    pub port: u16,
    #[field(default = format!("{host}:{port}"))]
    pub address: String,
    #[field(into)]
    pub timeout: Option<u32>,
}

#[test]
fn any_order_and_defaults_that_name_earlier_fields() {
    let server = Server::builder().timeout(5).host("a").build();
    assert_eq!(
        server,
        Server {
            host: "a".into(),
            port: 80,
            address: "a:80".into(),
            timeout: Some(5)
        }
    );
    let server = Server::builder()
        .port(8080)
        .timeout(None)
        .host(String::from("b"))
        .build();
    assert_eq!(server.address, "b:8080");
}

#[test]
fn a_builder_can_be_kept_and_passed_on() {
    fn with_host<P, A, T>(
        builder: ServerBuilder<dunder::__private::builder::Unset, P, A, T>,
    ) -> ServerBuilder<dunder::__private::builder::Set, P, A, T> {
        builder.host("here")
    }
    let builder = with_host(Server::builder().timeout(1));
    let builder = if std::env::args().count() == 0 {
        builder.port(1)
    } else {
        builder.port(2)
    };
    assert_eq!(builder.build().address, "here:2");
}

#[test]
fn all_violations_at_once() {
    #[dataclass(builder)]
    #[derive(Debug)]
    struct Product {
        #[field(non_empty)]
        name: String,
        #[field(positive)]
        price: f64,
        #[field(positive, default = 1)]
        quantity: u32,
    }
    let error = Product::builder()
        .price(-1.0)
        .name("")
        .quantity(0)
        .build()
        .unwrap_err();
    let paths: Vec<_> = error
        .violations()
        .iter()
        .map(|violation| violation.path().to_string())
        .collect();
    assert_eq!(paths, ["name", "price", "quantity"]);
    let product = Product::builder().price(1.0).name("a").build().unwrap();
    assert_eq!(
        (product.name(), product.price(), product.quantity()),
        ("a", 1.0, 1)
    );
}

#[test]
fn generics_lifetimes_and_parameters_that_only_a_default_uses() {
    #[dataclass(builder)]
    #[derive(Clone, Debug)]
    struct View<'a, T: Copy, U = u8, const N: usize = 2>
    where
        U: Default,
    {
        items: &'a [T],
        #[field(default = [items[0]; N])]
        first: [T; N],
        #[field(init = false, default)]
        extra: U,
    }
    let items = [1, 2, 3];
    let view: View<'_, i32> = View::builder().items(&items).build();
    assert_eq!((view.first, view.extra), ([1, 1], 0));
}

#[test]
fn a_builder_is_moved_by_value_and_has_the_size_of_its_fields() {
    #[dataclass(builder)]
    struct Plain {
        x: u64,
        y: u64,
    }
    assert_eq!(
        size_of_val(&Plain::builder()),
        size_of::<(Option<u64>, Option<u64>)>()
    );
    fn send<T: Send + Sync>(value: T) -> T {
        value
    }
    let plain = send(Plain::builder()).y(1).x(2).build();
    assert_eq!((plain.x, plain.y), (2, 1));
}
