// SPDX-License-Identifier: GPL-2.0

//! How a PCI driver can't be written.  See scripts/compile-fail for what the comments are.

use kernel::{
    device::{
        Bound,
        Core, //
    },
    driver::Scope,
    irq,
    pci,
    prelude::*, //
};

/// A handler that has nothing to do.
pub struct Handler;

impl irq::Handler for Handler {
    fn handle(&self) -> irq::IrqReturn {
        irq::IrqReturn::None
    }
}

/// A handler that does not live as long as the driver's data.
pub fn handler_lifetime<'a>(
    scope: &Scope<'a>,
    request: irq::IrqRequest<'a>,
    data: &'a Handler,
) -> Result {
    let _local = Handler;
    //- let data = &_local; //~ `_local` does not live long enough
    irq::Registration::register(scope, request, irq::Flags::SHARED, c"test", Ok(data))?;
    Ok(())
}

/// A handler that could be forgotten.
pub fn handler_forgotten<'a>(request: irq::IrqRequest<'a>, data: &'a Handler) -> Result {
    //- let init = irq::Registration::new(request, irq::Flags::SHARED, c"test", Ok(data)); //~ call to unsafe function
    let _ = (request, data);
    Ok(())
}

/// What is in a scope, kept for longer than that is lent.
pub fn kept<'a>(scope: &Scope<'a>, data: &'a u32) -> Result {
    let value = scope.add(Ok(*data))?;
    //- let value: Pin<&'a u32> = value; //~ explicit lifetime required in the type of `scope`
    let _ = value;
    Ok(())
}

/// Bus mastering where the device may be used by others.
pub fn master(scope: &Scope<'_>, dev: &pci::Device<Core<'_>>, _bound: &pci::Device<Bound>) -> Result {
    pci::BusMaster::register(scope, dev)?;
    //- pci::BusMaster::register(scope, _bound)?; //~ mismatched types
    Ok(())
}

/// A BAR of a device that is unbound.
pub fn bar_lifetime(dev: &pci::Device<Bound>) -> Result {
    let bar = dev.iomap_region_sized::<0x100>(0, c"test")?;
    //- let bar: pci::Bar<'static, 0x100> = bar; //~ lifetime may not live long enough
    drop(bar);
    Ok(())
}
