// SPDX-License-Identifier: GPL-2.0

//! How a USB driver can't be written.  See scripts/compile-fail for what the comments are.

use kernel::{
    device::Core,
    prelude::*,
    sync::Arc,
    usb::{
        self,
        Buffer,
        Bulk,
        ClaimedInterface,
        Completed,
        Control,
        Driver,
        Endpoint,
        Endpoints,
        In,
        Interface,
        Interrupt,
        Io,
        Isochronous,
        Out,
        Urb, //
    }, //
};

/// A transfer that is used after it was submitted.
pub fn in_flight<T: Driver>(mut urb: Urb<'_, T, Bulk, Out>) -> Result {
    urb.buffer_mut().fill(1);
    let result = urb.submit(GFP_KERNEL);
    //- urb.buffer_mut().fill(2); //~ borrow of moved value: `urb`
    //- let _ = urb.submit(GFP_KERNEL); //~ use of moved value: `urb`
    result.map_err(|(err, _)| err)
}

/// A buffer that is kept while its transfer is in flight.
pub fn buffer_kept<T: Driver>(urb: Urb<'_, T, Bulk, In>) -> Result<usize> {
    let received = urb.received();
    let len = received.len();
    let _ = urb.submit(GFP_KERNEL);
    //- let len = received.len(); //~ cannot move out of `urb` because it is borrowed
    Ok(len)
}

/// What is received, before it was.
pub fn write_in<T: Driver>(urb: &mut Urb<'_, T, Bulk, In>) -> usize {
    //- urb.buffer_mut().fill(0); //~ no method named `buffer_mut` found
    urb.actual_length()
}

/// What was sent, taken for something received.
pub fn read_out<T: Driver>(urb: &Urb<'_, T, Bulk, Out>) -> usize {
    //- let _ = urb.received(); //~ no method named `received` found
    urb.actual_length()
}

/// A transfer on an endpoint of the other direction.
pub fn direction<'bound, T>(
    io: &'bound Io<'bound, T>,
    endpoint: &Endpoint<'_, Bulk, In>,
) -> Result<Urb<'bound, T, Bulk, In>>
where
    T: for<'a> Driver<Data<'a> = ()>,
{
    //- Urb::<T, Bulk, Out>::new(io, endpoint, Buffer::new(512)?, |_, _| ())?; //~ mismatched types
    Urb::new(io, endpoint, Buffer::new(512)?, |_, _| ())
}

/// A transfer of another driver, whose data its handler would get.
pub fn driver<'bound, T, U>(
    io: &'bound Io<'bound, T>,
    endpoint: &Endpoint<'_, Bulk, In>,
) -> Result<Urb<'bound, T, Bulk, In>>
where
    T: for<'a> Driver<Data<'a> = ()>,
    U: for<'a> Driver<Data<'a> = u32>,
{
    //- Urb::<U, Bulk, In>::new(io, endpoint, Buffer::new(512)?, |_, _| ())?; //~ mismatched types
    Urb::new(io, endpoint, Buffer::new(512)?, |_, _| ())
}

/// A handler with something in it that may be gone when it is called.
pub fn capture<'bound, T>(
    io: &'bound Io<'bound, T>,
    endpoint: &Endpoint<'_, Bulk, In>,
) -> Result<Urb<'bound, T, Bulk, In>>
where
    T: for<'a> Driver<Data<'a> = ()>,
{
    let local = 1;
    //- Urb::new(io, endpoint, Buffer::new(512)?, |_, _: Urb<'_, T, Bulk, In, Completed<'_>>| drop(&local))?; //~ `local` does not live long enough|borrowed value does not live long enough|may outlive
    let _ = local;
    Urb::new(io, endpoint, Buffer::new(512)?, |_, _| ())
}

/// A handler that keeps the driver's data in the driver's data.
pub struct Spy<'a>(pub kernel::sync::SpinLockIrq<Option<&'a Spy<'a>>>);

/// As above.
pub fn spy<'bound, T>(
    io: &'bound Io<'bound, T>,
    endpoint: &Endpoint<'_, Bulk, In>,
) -> Result<Urb<'bound, T, Bulk, In>>
where
    T: for<'a> Driver<Data<'a> = Spy<'a>>,
{
    //- Urb::new(io, endpoint, Buffer::new(512)?, |data: Pin<&Spy<'_>>, _: Urb<'_, T, Bulk, In, Completed<'_>>| *data.get_ref().0.lock() = Some(data.get_ref()))?; //~ lifetime may not live long enough
    Urb::new(io, endpoint, Buffer::new(512)?, |_, _| ())
}

/// A transfer that outlives the time for which the device is bound.
pub fn lifetime<'bound, T: Driver>(urb: Urb<'bound, T, Bulk, In>) -> usize {
    //- let urb: Urb<'static, T, Bulk, In> = urb; //~ lifetime may not live long enough
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

/// An endpoint of an alternate setting that isn't used any more.
pub fn old_setting<T: Driver>(intf: &Interface<Core<'_>>, endpoints: &mut Endpoints<'_, T>) -> Result<u8> {
    let endpoint = endpoints.find::<Bulk, In>()?;
    let number = endpoint.number();
    endpoints.select(intf, 1)?;
    //- let number = endpoint.number(); //~ cannot borrow `\*endpoints` as mutable because it is also borrowed as immutable
    Ok(number)
}

/// A setting that is changed though others use its endpoints.
pub fn shared_endpoints<T: Driver>(intf: &Interface<Core<'_>>, endpoints: &Endpoints<'_, T>) -> Result<u8> {
    //- endpoints.select(intf, 1)?; //~ cannot borrow `\*endpoints` as mutable
    let _ = intf;
    Ok(endpoints.altsetting())
}

/// A setting that is changed without the device lock.
pub fn no_lock<T: Driver>(io: &Io<'_, T>, endpoints: &mut Endpoints<'_, T>) -> Result<u8> {
    //- endpoints.select(io, 1)?; //~ mismatched types
    let _ = io;
    Ok(endpoints.altsetting())
}

/// A bulk transfer on an endpoint of another type.
pub fn transfer_type<'bound, T>(
    io: &'bound Io<'bound, T>,
    endpoint: &Endpoint<'_, Interrupt, In>,
) -> Result<Urb<'bound, T, Interrupt, In>>
where
    T: for<'a> Driver<Data<'a> = ()>,
{
    //- Urb::<T, Bulk, In>::new(io, endpoint, Buffer::new(512)?, |_, _| ())?; //~ mismatched types
    //- Urb::<T, Isochronous, In>::isochronous(io, endpoint, Buffer::new(512)?, 8, |_, _| ())?; //~ mismatched types
    Urb::new(io, endpoint, Buffer::new(512)?, |_, _| ())
}

/// A request for a transfer that isn't a control transfer.
pub fn request<T: Driver>(urb: &mut Urb<'_, T, Bulk, Out>, request: &usb::ControlRequest) {
    //- let _ = urb.set_request(request); //~ no method named `set_request` found
    let _ = (urb.tag(), request);
}

/// The buffer of a transfer that somebody waits for.
pub fn waited_for<T: Driver>(urb: &mut Urb<'_, T, Control, In>) -> Result<usize> {
    let received = urb.received();
    let len = received.len();
    urb.transfer(kernel::time::Delta::from_secs(1))?;
    //- let len = received.len(); //~ cannot borrow `\*urb` as mutable because it is also borrowed as immutable
    Ok(len)
}

/// A packet of a transfer that is in flight.
pub fn packet<T: Driver>(urb: Urb<'_, T, Isochronous, In>) -> usize {
    let packet = urb.packets().next();
    let len = packet.map_or(0, |packet| packet.received().len());
    let _ = urb.submit(GFP_ATOMIC);
    //- let _ = packet; //~ cannot move out of `urb` because it is borrowed
    len
}

/// A second interface that outlives the time for which the driver is bound, or is claimed without
/// the device lock.
pub fn claimed<'a, T: Driver>(intf: &Interface<Core<'_>>, io: &'a Io<'a, T>) -> Result<u8> {
    let claimed = io.claim(intf, 1)?;
    //- let claimed: ClaimedInterface<'static, T> = claimed; //~ lifetime may not live long enough
    //- io.claim(io, 2)?; //~ mismatched types
    let claimed: ClaimedInterface<'_, T> = claimed;
    Ok(claimed.number())
}

/// An endpoint that is used while its streams change.
pub fn streams_change<T: Driver>(endpoints: &mut Endpoints<'_, T>) -> Result<usize> {
    let endpoint = endpoints.find::<Bulk, In>()?;
    let max = endpoint.max_packet_size();
    endpoints.free_streams()?;
    //- let max = endpoint.max_packet_size(); //~ cannot borrow `\*endpoints` as mutable because it is also borrowed as immutable
    Ok(max)
}

/// A stream of an endpoint that can't have any.
pub fn no_streams<T: Driver>(urb: &mut Urb<'_, T, Interrupt, In>) -> usize {
    //- urb.set_stream(1); //~ no method named `set_stream` found
    urb.actual_length()
}

/// A transfer that is kept as what its handler got, or waited for by that.
pub struct Kept<'a, T: Driver>(pub kernel::sync::SpinLockIrq<Option<Urb<'a, T, Bulk, In, Completed<'a>>>>);

/// As above.
pub fn kept<'bound, T>(
    io: &'bound Io<'bound, T>,
    endpoint: &Endpoint<'_, Bulk, In>,
) -> Result<Urb<'bound, T, Bulk, In>>
where
    T: for<'a> Driver<Data<'a> = Kept<'a, T>>,
{
    //- Urb::new(io, endpoint, Buffer::new(512)?, |data: Pin<&Kept<'_, T>>, urb: Urb<'_, T, Bulk, In, Completed<'_>>| *data.get_ref().0.lock() = Some(urb))?; //~ lifetime may not live long enough
    //- Urb::new(io, endpoint, Buffer::new(512)?, |_, mut urb: Urb<'_, T, Bulk, In, Completed<'_>>| drop(urb.transfer(kernel::time::Delta::from_secs(1))))?; //~ no method named `transfer` found
    Urb::new(io, endpoint, Buffer::new(512)?, |_, _| ())
}
