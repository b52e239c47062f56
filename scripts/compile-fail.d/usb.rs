// SPDX-License-Identifier: GPL-2.0

//! How a USB driver can't be written.  See scripts/compile-fail for what the comments are.

use kernel::{
    prelude::*,
    sync::Arc,
    usb::{
        self,
        Bulk,
        Driver,
        Endpoint,
        In,
        Interface,
        Io,
        Out,
        Urb, //
    }, //
};

/// A transfer that is used after it was submitted.
pub fn in_flight<T: Driver>(mut urb: Urb<'_, T, Out>) -> Result {
    urb.buffer_mut().fill(1);
    let result = urb.submit(GFP_KERNEL);
    //- urb.buffer_mut().fill(2); //~ borrow of moved value: `urb`
    //- let _ = urb.submit(GFP_KERNEL); //~ use of moved value: `urb`
    result.map_err(|(err, _)| err)
}

/// A buffer that is kept while its transfer is in flight.
pub fn buffer_kept<T: Driver>(urb: Urb<'_, T, In>) -> Result<usize> {
    let received = urb.received();
    let len = received.len();
    let _ = urb.submit(GFP_KERNEL);
    //- let len = received.len(); //~ cannot move out of `urb` because it is borrowed
    Ok(len)
}

/// What is received, before it was.
pub fn write_in<T: Driver>(urb: &mut Urb<'_, T, In>) -> usize {
    //- urb.buffer_mut().fill(0); //~ no method named `buffer_mut` found
    urb.actual_length()
}

/// What was sent, taken for something received.
pub fn read_out<T: Driver>(urb: &Urb<'_, T, Out>) -> usize {
    //- let _ = urb.received(); //~ no method named `received` found
    urb.actual_length()
}

/// A transfer on an endpoint of the other direction.
pub fn direction<'bound, T>(
    io: &'bound Io<'bound, T>,
    endpoint: &Endpoint<'_, Bulk, In>,
) -> Result<Urb<'bound, T, In>>
where
    T: for<'a> Driver<Data<'a> = ()>,
{
    //- Urb::<T, Out>::new(io, endpoint, 512, |_, _| ())?; //~ mismatched types
    Urb::new(io, endpoint, 512, |_, _| ())
}

/// A transfer of another driver, whose data its handler would get.
pub fn driver<'bound, T, U>(
    io: &'bound Io<'bound, T>,
    endpoint: &Endpoint<'_, Bulk, In>,
) -> Result<Urb<'bound, T, In>>
where
    T: for<'a> Driver<Data<'a> = ()>,
    U: for<'a> Driver<Data<'a> = u32>,
{
    //- Urb::<U, In>::new(io, endpoint, 512, |_, _| ())?; //~ mismatched types
    Urb::new(io, endpoint, 512, |_, _| ())
}

/// A handler with something in it that may be gone when it is called.
pub fn capture<'bound, T>(
    io: &'bound Io<'bound, T>,
    endpoint: &Endpoint<'_, Bulk, In>,
) -> Result<Urb<'bound, T, In>>
where
    T: for<'a> Driver<Data<'a> = ()>,
{
    let local = 1;
    //- Urb::new(io, endpoint, 512, |_, _: Urb<'_, T, In>| drop(&local))?; //~ `local` does not live long enough|borrowed value does not live long enough|may outlive
    let _ = local;
    Urb::new(io, endpoint, 512, |_, _| ())
}

/// A handler that keeps the driver's data in the driver's data.
pub struct Spy<'a>(pub kernel::sync::SpinLockIrq<Option<&'a Spy<'a>>>);

/// As above.
pub fn spy<'bound, T>(
    io: &'bound Io<'bound, T>,
    endpoint: &Endpoint<'_, Bulk, In>,
) -> Result<Urb<'bound, T, In>>
where
    T: for<'a> Driver<Data<'a> = Spy<'a>>,
{
    //- Urb::new(io, endpoint, 512, |data: Pin<&Spy<'_>>, _: Urb<'_, T, In>| *data.get_ref().0.lock() = Some(data.get_ref()))?; //~ lifetime may not live long enough
    Urb::new(io, endpoint, 512, |_, _| ())
}

/// A transfer that outlives the time for which the device is bound.
pub fn lifetime<'bound, T: Driver>(urb: Urb<'bound, T, In>) -> usize {
    //- let urb: Urb<'static, T, In> = urb; //~ lifetime may not live long enough
    urb.actual_length()
}

/// I/O with nothing but a reference to an interface.
pub fn no_io(intf: Arc<usize>, bound: &Interface<kernel::device::Bound>) -> usize {
    //- bound.autopm_get()?; //~ no method named `autopm_get` found
    let _ = bound.speed();
    *intf
}

/// An endpoint that outlives what it was found by.
pub fn endpoint<'a, T: Driver>(io: &'a Io<'a, T>) -> Result<usize> {
    let endpoint = io.find_endpoint::<Bulk, usb::In>()?;
    //- let endpoint: Endpoint<'static, Bulk, In> = endpoint; //~ lifetime may not live long enough
    Ok(endpoint.max_packet_size())
}
