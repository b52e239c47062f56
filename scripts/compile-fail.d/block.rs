// SPDX-License-Identifier: GPL-2.0

//! How a block driver can't be written.  See scripts/compile-fail for what the comments are.

#![allow(dead_code, unreachable_code, unused_variables)]

use kernel::{
    block::{
        mq::{
            gen_disk::{
                GenDisk,
                GenDiskBuilder, //
            },
            Completer,
            DriverRequest,
            IdleRequest,
            IoCompletionBatch,
            Operations,
            Outstanding,
            Queue,
            QueueResult,
            Rejected,
            RequestList,
            StartedList,
            StartedRequest,
            TagSet,
            TimedOutRequest, //
        },
        Status, //
    },
    device::{
        Bound,
        Device, //
    },
    driver::Scope,
    prelude::*,
    sync::Arc, //
};

/// A request that ends twice.
pub fn twice<T: Operations>(rq: StartedRequest<T>) {
    rq.end(Status::OK);
    //- rq.end(Status::OK); //~ use of moved value: `rq`
    //- rq.complete(); //~ use of moved value: `rq`
    //- rq.requeue(); //~ use of moved value: `rq`
    //- let _ = rq.tag(); //~ borrow of moved value: `rq`
}

/// A request that ends before it was started.
pub fn idle<T: Operations>(rq: IdleRequest<'_, T>) {
    //- rq.end(Status::OK); return; //~ no method named `end` found
    //- rq.complete(); return; //~ no method named `complete` found
    rq.start().end(Status::OK);
}

/// A request that is rejected after it was started, or started after it was rejected.
pub fn reject<'a, T: Operations>(rq: IdleRequest<'a, T>) -> QueueResult<'a, T> {
    //- return Err(rq.start().reject(Status::RESOURCE)); //~ no method named `reject` found
    let rejected = rq.reject(Status::RESOURCE);
    //- rq.start().end(Status::OK); //~ use of moved value: `rq`
    Err(rejected)
}

/// As `module!` has it.
struct LocalModule;

impl kernel::ModuleMetadata for LocalModule {
    const NAME: &'static CStr = c"block";
    const THIS_MODULE: kernel::ThisModule = {
        // SAFETY: A module that is built in has none.
        unsafe { kernel::ThisModule::from_ptr(core::ptr::null_mut()) }
    };
}

/// A type of requests whose data have something borrowed.
struct Borrowing<'a>(&'a ());

#[vtable]
impl<'a> Operations for Borrowing<'a> {
    type QueueData = ();
    type HwData = ();
    type TagSetData = ();
    type RequestData = Option<&'a u32>;
    type Dma = ();

    fn new_request_data() -> impl PinInit<Option<&'a u32>, Error> {
        Ok(None)
    }

    fn init_hctx(_tagset_data: (), _hctx_idx: u32) -> Result {
        Ok(())
    }

    fn queue_rq<'r>(
        _hw_data: (),
        _queue_data: (),
        rq: IdleRequest<'r, Self>,
        _is_last: bool,
    ) -> QueueResult<'r, Self> {
        let local = 1;
        //- lend(rq, &local); return Ok(()); //~ `local` does not live long enough
        drop(rq);
        Ok(())
    }

    fn complete(rq: StartedRequest<Self>) {
        rq.end(Status::OK);
    }
}

/// Data that are left in a request, and are gone when it is used again.
fn lend<'r, 's>(mut rq: IdleRequest<'r, Borrowing<'s>>, value: &'s u32) {
    *rq.data_mut() = Some(value);
    rq.start().end(Status::OK);
}

/// As above, of whatever has requests.
fn other_type<'l: 's, 's>(
    started: StartedRequest<Borrowing<'l>>,
    queue: Queue<Borrowing<'l>>,
    tags: Arc<TagSet<Borrowing<'l>>>,
    table: Outstanding<Borrowing<'l>>,
    completer: Completer<Borrowing<'l>>,
    list: StartedList<Borrowing<'l>>,
    value: &'s u32,
) {
    //- let _: StartedRequest<Borrowing<'s>> = started; //~ lifetime may not live long enough
    //- let _: Queue<Borrowing<'s>> = queue; //~ lifetime may not live long enough
    //- let _: Arc<TagSet<Borrowing<'s>>> = tags; //~ lifetime may not live long enough
    //- let _: Outstanding<Borrowing<'s>> = table; //~ lifetime may not live long enough
    //- let _: Completer<Borrowing<'s>> = completer; //~ lifetime may not live long enough
    //- let _: StartedList<Borrowing<'s>> = list; //~ lifetime may not live long enough
}

/// A request that is given back by a call that has not got it.
pub fn other<'a, 'b, T: Operations>(
    rq: IdleRequest<'a, T>,
    kept: IdleRequest<'b, T>,
) -> QueueResult<'a, T> {
    //- return Err(kept.reject(Status::RESOURCE)); //~ lifetime may not live long enough
    drop(kept);
    Err(rq.reject(Status::RESOURCE))
}

/// As above, to a list.
pub fn put_back<'a, 'b, T>(list: &mut RequestList<'a, T>, kept: Rejected<'b, T>)
where
    T: Operations<HwData = (), QueueData = ()>,
{
    //- list.put_back(kept); return; //~ lifetime may not live long enough
    drop(kept);
    while let Some((_, _, rq)) = list.pop() {
        list.put_back(rq.reject(Status::RESOURCE));
    }
}

/// A request that is in two places.
pub fn places<T: Operations>(
    table: &Outstanding<T>,
    list: &mut StartedList<T>,
    rq: StartedRequest<T>,
) {
    let result = table.insert(rq, |_, _| Ok(()));
    //- list.push(rq); //~ use of moved value: `rq`
    if let Err(rq) = result {
        list.push(rq);
    }
}

/// A request that was started, without the one who owns it: whoever else has found it.
pub fn timed_out<T: Operations>(rq: &TimedOutRequest<T>) -> u32 {
    //- let _ = rq.data(); //~ no method named `data` found
    //- let _ = rq.bytes(); //~ no method named `bytes` found
    //- rq.end(Status::TIMEOUT); //~ no method named `end` found
    rq.tag()
}

/// The end of one table, used by two at the same time.
pub fn completer<T: Operations>(completer: &mut Completer<T>) {
    //- let other = completer.clone(); //~ no method named `clone` found
    drop(completer.take_any());
}

/// Data of a request, which are kept when it has ended.
pub fn data<T: Operations<RequestData = u32>>(rq: StartedRequest<T>) -> u32 {
    let data = rq.data();
    let value = *data;
    rq.end(Status::OK);
    //- let value = *data; //~ cannot move out of `rq` because it is borrowed
    value
}

/// A batch with the requests of another driver.
pub fn batch<T: Operations, U: Operations>(
    batch: &mut IoCompletionBatch<'_, T>,
    rq: StartedRequest<T>,
    other: StartedRequest<U>,
) {
    //- batch.complete(other, true); return; //~ mismatched types
    drop(other);
    batch.complete(rq, true);
}

/// A request of the driver's own that outlives the queue.
pub fn queue<T: Operations>(queue: Queue<T>, rq: DriverRequest<'static, T>) -> Result {
    //- let rq = queue.alloc_request(kernel::block::mq::Command::DRV_IN)?; drop(queue); drop(rq); return Ok(()); //~ cannot move out of `queue` because it is borrowed
    drop(queue);
    drop(rq);
    Ok(())
}

/// A request that is executed again.
pub fn again<T: Operations>(rq: DriverRequest<'_, T>) -> Result {
    let executed = rq.execute(None)?;
    //- rq.execute(None)?; //~ use of moved value: `rq`
    //- executed.execute(None)?; //~ no method named `execute` found
    drop(executed);
    Ok(())
}

/// A disk that may outlive what the driver borrows.
pub fn borrowed<'s, 'a, T>(
    scope: &'s Scope<'a>,
    dev: &'a Device<Bound>,
    tags: Arc<TagSet<T>>,
) -> Result<&'s GenDisk<T>>
where
    T: Operations<QueueData = ()> + 'a,
{
    //- let _ = GenDiskBuilder::new().build(fmt!("disk"), tags.clone(), ())?; //~ may not live long enough
    GenDiskBuilder::new().register(scope, dev, fmt!("disk"), tags, ())
}

/// As above, with what lives shorter than the scope.
pub fn shorter<'s, 'a, 'b, T>(
    scope: &'s Scope<'a>,
    dev: &'a Device<Bound>,
    tags: Arc<TagSet<T>>,
) -> Result
where
    T: Operations<QueueData = ()> + 'b,
{
    let _ = (scope, dev, &tags);
    //- GenDiskBuilder::new().register(scope, dev, fmt!("disk"), tags, ())?; //~ may not live long enough|does not live long enough|lifetime bound
    Ok(())
}
